import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from "@nestjs/common";
import { WarehousesService } from "./warehouses.service";
import { CreateWarehouseDto } from "./create-warehouses.dto";

@Controller("warehouses")
export class WarehousesController {
  constructor(private readonly service: WarehousesService) {}

  @Get()
  findAll(@Query("page") page = 1, @Query("pageSize") pageSize = 25) {
    return this.service.page(page, pageSize);
  }

  @Get(":id")
  async findOne(@Param("id") id: string) {
    const row = await this.service.find(id);
    if (!row) throw new NotFoundException({ code: "NOT_FOUND", message: "No such warehouse" });
    return row;
  }

  @Post()
  create(@Body() body: CreateWarehouseDto) {
    return this.service.create(body);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id") id: string) {
    await this.service.remove(id);
  }
}
