import { BadRequestException, Injectable, PipeTransform } from '@nestjs/common';

const SLUG = new RegExp('^([a-z0-9]+-?)+$');

@Injectable()
export class SlugPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!SLUG.test(value)) {
      throw new BadRequestException('not a slug');
    }
    return value;
  }
}
