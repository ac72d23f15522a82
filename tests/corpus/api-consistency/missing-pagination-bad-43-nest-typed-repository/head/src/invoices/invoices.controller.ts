import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseGuards } from "@nestjs/common";
import { AuthGuard } from "../auth/auth.guard";
import { PageQuery } from "../common/page.query";
import { CreateInvoiceDto } from "./dto/create-invoices.dto";
import { InvoicesService } from "./invoices.service";

@Controller("invoices")
@UseGuards(AuthGuard)
export class InvoicesController {
  constructor(private readonly service: InvoicesService) {}

  @Get()
  list(@Query() query: PageQuery) {
    return this.service.list(query.limit, query.offset);
  }

  @Post()
  create(@Body() dto: CreateInvoiceDto) {
    return this.service.create(dto);
  }

  @Get(":id")
  find(@Param("id", ParseUUIDPipe) id: string) {
    return this.service.find(id);
  }

  @Delete(":id")
  @HttpCode(204)
  async remove(@Param("id", ParseUUIDPipe) id: string) {
    await this.service.remove(id);
  }
}
