import type { DateLike } from './types.js';

export function formatDate(date: DateLike, locale = 'en'): string {
  return new Intl.DateTimeFormat(locale).format(new Date(date));
}
