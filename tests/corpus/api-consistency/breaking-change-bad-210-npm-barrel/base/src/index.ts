export { addDays } from './add-days.js';
export { formatDate } from './format.js';
export { isWeekend } from './weekend.js';
export type { DateLike } from './types.js';
