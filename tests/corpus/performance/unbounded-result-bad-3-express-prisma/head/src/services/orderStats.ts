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

/** Revenue per day over all orders, for the dashboard chart. */
export async function revenuePerDay(): Promise<Record<string, number>> {
  const orders = await prisma.order.findMany();
  const days: Record<string, number> = {};
  for (const order of orders) {
    const day = order.createdAt.toISOString().slice(0, 10);
    days[day] = (days[day] ?? 0) + order.total;
  }
  return days;
}
