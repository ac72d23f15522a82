import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Customer } from "./customers.entity";

@Injectable()
export class CustomersService {
  constructor(@InjectRepository(Customer) private readonly rows: Repository<Customer>) {}

  page(page: number, pageSize: number) {
    return this.rows.find({ skip: (page - 1) * pageSize, take: pageSize });
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  create(body: Partial<Customer>) {
    return this.rows.save(body);
  }

  remove(id: string) {
    return this.rows.delete(id);
  }
}
