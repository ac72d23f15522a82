import { z } from "zod";

export const orders = z.object({ displayName: z.string(), ownerId: z.string().optional() });
