import { prisma } from "../db";

export interface OrderStats {
  count: number;
  revenue: number;
}

export async function statsForUser(userId: string): Promise<OrderStats> {
  const result = await prisma.order.aggregate({
    where: { userId },
    _count: true,
    _sum: { total: true },
  });
  return { count: result._count, revenue: result._sum.total ?? 0 };
}
