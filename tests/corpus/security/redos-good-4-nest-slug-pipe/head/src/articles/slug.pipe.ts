import { BadRequestException, Injectable, PipeTransform } from '@nestjs/common';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
// Only ever applied to the names of our own build files.
const BUILD_FILE = /^((main|vendor)+\.?)+\.js$/;

@Injectable()
export class SlugPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!SLUG.test(value)) {
      throw new BadRequestException('not a slug');
    }
    return value;
  }
}

export function parseDay(value: string): Date {
  const found = DATE.exec(value);
  if (!found) {
    throw new BadRequestException('not a date');
  }
  return new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])));
}

export function entryFiles(): string[] {
  return ['main.js', 'vendor.js', 'main.vendor.js'].filter((name) => BUILD_FILE.test(name));
}
