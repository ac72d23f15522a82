import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query } from "@nestjs/common";
import { InvoicesService } from "./invoices.service";
import { CreateInvoiceDto } from "./create-invoices.dto";

@Controller("invoices")
export class InvoicesController {
  constructor(private readonly service: InvoicesService) {}

  @Get()
  findAll(@Query("page") page = 1, @Query("pageSize") pageSize = 25) {
    return this.service.page(page, pageSize);
  }

  @Get(":id")
  async findOne(@Param("id") id: string) {
    const row = await this.service.find(id);
    if (!row) throw new NotFoundException({ code: "NOT_FOUND", message: "No such invoice" });
    return row;
  }

  @Post()
  create(@Body() body: CreateInvoiceDto) {
    return this.service.create(body);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id") id: string) {
    await this.service.remove(id);
  }
}
