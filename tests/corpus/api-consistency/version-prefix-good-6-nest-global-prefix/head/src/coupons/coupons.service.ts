import { Injectable } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Coupon } from "./coupons.entity";

@Injectable()
export class CouponsService {
  constructor(@InjectRepository(Coupon) private readonly rows: Repository<Coupon>) {}

  page(page: number, pageSize: number) {
    return this.rows.find({ skip: (page - 1) * pageSize, take: pageSize });
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  create(body: Partial<Coupon>) {
    return this.rows.save(body);
  }

  async redeem(id: string, orderId: string) {
    const coupon = await this.rows.findOneByOrFail({ id });
    coupon.redeemedFor = orderId;
    return this.rows.save(coupon);
  }

  remove(id: string) {
    return this.rows.delete(id);
  }
}
