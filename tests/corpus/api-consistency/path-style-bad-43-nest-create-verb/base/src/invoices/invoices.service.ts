import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Invoice } from "./invoices.entity";

@Injectable()
export class InvoicesService {
  constructor(@InjectRepository(Invoice) private readonly rows: Repository<Invoice>) {}

  page(page: number, pageSize: number) {
    return this.rows.find({ skip: (page - 1) * pageSize, take: pageSize });
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  create(body: Partial<Invoice>) {
    return this.rows.save(body);
  }

  remove(id: string) {
    return this.rows.delete(id);
  }
}
