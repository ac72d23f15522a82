import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from "@nestjs/common";
import { PriceListsService } from "./price-lists.service";
import { CreatePriceListDto } from "./create-price-lists.dto";

@Controller("price-lists")
export class PriceListsController {
  constructor(private readonly service: PriceListsService) {}

  @Get()
  findAll(@Query("page") page = 1, @Query("pageSize") pageSize = 25) {
    return this.service.page(page, pageSize);
  }

  @Get(":id")
  async findOne(@Param("id") id: string) {
    const row = await this.service.find(id);
    if (!row) throw new NotFoundException({ code: "NOT_FOUND", message: "No such priceList" });
    return row;
  }

  @Post()
  create(@Body() body: CreatePriceListDto) {
    return this.service.create(body);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id") id: string) {
    await this.service.remove(id);
  }
}
