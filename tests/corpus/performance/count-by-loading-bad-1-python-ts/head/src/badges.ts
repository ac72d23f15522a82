import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function unread(userId: string): Promise<number> {
  return (await prisma.message.findMany({ where: { userId, read: false } })).length;
}
