import { z } from "zod";

export const invoices = z.object({ displayName: z.string(), ownerId: z.string().optional() });
