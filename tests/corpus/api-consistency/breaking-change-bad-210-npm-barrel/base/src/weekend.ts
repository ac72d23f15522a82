import type { DateLike } from './types.js';

export const isWeekend = (date: DateLike): boolean => [0, 6].includes(new Date(date).getDay());
