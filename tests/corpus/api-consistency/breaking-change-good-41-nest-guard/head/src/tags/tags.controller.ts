import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, ParseUUIDPipe, Post, Query, UseGuards } from "@nestjs/common";
import { TagsService } from "./tags.service";

@UseGuards(AuthGuard)
@Controller("tags")
export class TagsController {
  constructor(private readonly tags: TagsService) {}

  @Get()
  findAll(@Query() query: PageQuery) {
    return this.tags.findPage(query);
  }

  @Post()
  create(@Body() dto: CreateTagDto) {
    return this.tags.create(dto);
  }

  @Post(":id/archive")
  @HttpCode(HttpStatus.OK)
  archive(@Param("id", ParseUUIDPipe) id: string) {
    return this.tags.archive(id);
  }

  @Delete(":id")
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param("id") id: string) {
    return this.tags.remove(id);
  }
}
