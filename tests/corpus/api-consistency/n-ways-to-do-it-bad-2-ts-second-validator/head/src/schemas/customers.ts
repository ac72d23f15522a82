import { z } from "zod";

export const customers = z.object({ displayName: z.string(), ownerId: z.string().optional() });
