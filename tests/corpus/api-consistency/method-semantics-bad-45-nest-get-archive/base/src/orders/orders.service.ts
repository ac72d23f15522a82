import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Order } from "./orders.entity";

@Injectable()
export class OrdersService {
  constructor(@InjectRepository(Order) private readonly rows: Repository<Order>) {}

  page(page: number, pageSize: number) {
    return this.rows.find({ skip: (page - 1) * pageSize, take: pageSize });
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  create(body: Partial<Order>) {
    return this.rows.save(body);
  }

  remove(id: string) {
    return this.rows.delete(id);
  }
}
