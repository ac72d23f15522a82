export { addDays } from './add-days.js';
export { formatDate } from './format.js';
export { isWorkday } from './weekend.js';
export type { DateLike } from './types.js';
