import { z } from "zod";

export const warehouses = z.object({ displayName: z.string(), ownerId: z.string().optional() });
