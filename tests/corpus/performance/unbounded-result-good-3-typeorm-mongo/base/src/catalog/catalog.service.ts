import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { In, Repository } from "typeorm";
import { Country } from "./country.entity";
import { Product } from "./product.entity";

const MAX_PAGE = 100;

@Injectable()
export class CatalogService {
  constructor(
    @InjectRepository(Product) private readonly products: Repository<Product>,
    @InjectRepository(Country) private readonly countries: Repository<Country>,
  ) {}

  findOne(id: string): Promise<Product | null> {
    return this.products.findOneBy({ id });
  }
}
