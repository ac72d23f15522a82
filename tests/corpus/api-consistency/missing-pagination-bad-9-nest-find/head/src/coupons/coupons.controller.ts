import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from "@nestjs/common";
import { CouponsService } from "./coupons.service";
import { CreateCouponDto } from "./create-coupons.dto";

@Controller("coupons")
export class CouponsController {
  constructor(private readonly service: CouponsService) {}

  @Get()
  findAll() {
    return this.service.all();
  }

  @Get(":id")
  async findOne(@Param("id") id: string) {
    const row = await this.service.find(id);
    if (!row) throw new NotFoundException({ code: "NOT_FOUND", message: "No such coupon" });
    return row;
  }

  @Post()
  create(@Body() body: CreateCouponDto) {
    return this.service.create(body);
  }

  @Post(":id/redeem")
  @HttpCode(200)
  redeem(@Param("id") id: string, @Body("orderId") orderId: string) {
    return this.service.redeem(id, orderId);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id") id: string) {
    await this.service.remove(id);
  }
}
