import { Controller, Get, Param } from '@nestjs/common';
import { ArticlesService } from './articles.service';
import { SlugPipe } from './slug.pipe';

@Controller('articles')
export class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  @Get(':slug')
  show(@Param('slug', SlugPipe) slug: string) {
    return this.articles.bySlug(slug);
  }
}
