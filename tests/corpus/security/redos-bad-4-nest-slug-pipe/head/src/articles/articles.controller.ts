import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ArticlesService } from './articles.service';
import { SlugPipe } from './slug.pipe';

@Controller('articles')
export class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  @Get(':slug')
  show(@Param('slug', SlugPipe) slug: string) {
    return this.articles.bySlug(slug);
  }

  @Get()
  find(@Query('phrase') phrase: string) {
    const quoted = /^"((?:[^"\\]|\\.|[^"])*)*"$/.exec(phrase);
    const text = quoted ? quoted[1] : phrase;
    return this.articles.search(text, { limit: 20 });
  }
}
