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

  /** One page of the products of a shop. */
  async page(shopId: string, page: number, size: number): Promise<{ items: Product[]; total: number }> {
    const take = Math.min(size, MAX_PAGE);
    const [items, total] = await this.products.findAndCount({
      where: { shopId },
      order: { createdAt: "DESC" },
      skip: (page - 1) * take,
      take,
    });
    return { items, total };
  }

  /** The products of a cart, by their ids. */
  byIds(ids: string[]): Promise<Product[]> {
    return this.products.find({ where: { id: In(ids) } });
  }

  /** All countries we deliver to. */
  listCountries(): Promise<Country[]> {
    return this.countries.find({ order: { name: "ASC" } });
  }
}
