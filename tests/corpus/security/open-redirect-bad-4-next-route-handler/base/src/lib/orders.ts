import { db } from './db';

export interface Order {
  id: string;
  status: 'open' | 'paid' | 'returned';
}

export async function findOrder(id: string): Promise<Order | null> {
  return db.order.findUnique({ where: { id } });
}
