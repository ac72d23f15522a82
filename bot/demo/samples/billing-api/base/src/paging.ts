import { z } from 'zod';

/** Every list takes these and answers with `{ data, total }`. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
