import { Controller, Get, Param, ParseIntPipe, Query, Res } from '@nestjs/common';
import { Response } from 'express';
import { LinksService } from './links.service';

@Controller('links')
export class LinksController {
  constructor(private readonly links: LinksService) {}

  @Get(':id/visit')
  async visit(@Param('id', ParseIntPipe) id: number, @Query('fallback') fallback: string, @Res() res: Response) {
    const link = await this.links.find(id);
    if (link) {
      await this.links.count(id);
      return res.redirect(link.url);
    }
    return res.redirect(302, fallback);
  }
}
