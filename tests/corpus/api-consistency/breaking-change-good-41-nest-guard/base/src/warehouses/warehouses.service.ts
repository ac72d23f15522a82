import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Warehouse } from "./warehouses.entity";

@Injectable()
export class WarehousesService {
  constructor(@InjectRepository(Warehouse) private readonly rows: Repository<Warehouse>) {}

  page(page: number, pageSize: number) {
    return this.rows.find({ skip: (page - 1) * pageSize, take: pageSize });
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  create(body: Partial<Warehouse>) {
    return this.rows.save(body);
  }

  remove(id: string) {
    return this.rows.delete(id);
  }
}
