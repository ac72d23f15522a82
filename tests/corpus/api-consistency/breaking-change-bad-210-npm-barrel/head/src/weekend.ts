import type { DateLike } from './types.js';

const WEEKEND = [0, 6];

export const isWorkday = (date: DateLike, holidays: Date[] = []): boolean => {
  const day = new Date(date);
  return !WEEKEND.includes(day.getDay()) && !holidays.some((h) => h.toDateString() === day.toDateString());
};
