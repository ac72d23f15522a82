import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from "@nestjs/common";
import { OrdersService } from "./orders.service";
import { CreateOrderDto } from "./create-orders.dto";

@Controller("orders")
export class OrdersController {
  constructor(private readonly service: OrdersService) {}

  @Get()
  findAll(@Query("page") page = 1, @Query("pageSize") pageSize = 25) {
    return this.service.page(page, pageSize);
  }

  @Get(":id")
  async findOne(@Param("id") id: string) {
    const row = await this.service.find(id);
    if (!row) throw new NotFoundException({ code: "NOT_FOUND", message: "No such order" });
    return row;
  }

  @Post()
  create(@Body() body: CreateOrderDto) {
    return this.service.create(body);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id") id: string) {
    await this.service.remove(id);
  }
}
