import type { DateLike } from './types.js';

export function formatDate(date: DateLike, locale = 'en', options: Intl.DateTimeFormatOptions = {}): string {
  return new Intl.DateTimeFormat(locale, options).format(new Date(date));
}
