import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { PriceList } from "./price-lists.entity";

@Injectable()
export class PriceListsService {
  constructor(@InjectRepository(PriceList) private readonly rows: Repository<PriceList>) {}

  page(page: number, pageSize: number) {
    return this.rows.find({ skip: (page - 1) * pageSize, take: pageSize });
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  create(body: Partial<PriceList>) {
    return this.rows.save(body);
  }

  remove(id: string) {
    return this.rows.delete(id);
  }
}
