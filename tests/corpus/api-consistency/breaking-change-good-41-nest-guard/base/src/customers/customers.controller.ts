import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from "@nestjs/common";
import { CustomersService } from "./customers.service";
import { CreateCustomerDto } from "./create-customers.dto";

@Controller("customers")
export class CustomersController {
  constructor(private readonly service: CustomersService) {}

  @Get()
  findAll(@Query("page") page = 1, @Query("pageSize") pageSize = 25) {
    return this.service.page(page, pageSize);
  }

  @Get(":id")
  async findOne(@Param("id") id: string) {
    const row = await this.service.find(id);
    if (!row) throw new NotFoundException({ code: "NOT_FOUND", message: "No such customer" });
    return row;
  }

  @Post()
  create(@Body() body: CreateCustomerDto) {
    return this.service.create(body);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id") id: string) {
    await this.service.remove(id);
  }
}
