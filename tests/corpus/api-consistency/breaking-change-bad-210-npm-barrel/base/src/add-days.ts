import type { DateLike } from './types.js';

export function addDays(date: DateLike, days: number): Date {
  const made = new Date(date);
  made.setDate(made.getDate() + days);
  return made;
}
