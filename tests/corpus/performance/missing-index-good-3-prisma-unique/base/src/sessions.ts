import { PrismaClient, Session } from "@prisma/client";

const prisma = new PrismaClient();

export async function sessionsOf(userId: string): Promise<Session[]> {
  return prisma.session.findMany({ where: { userId }, take: 50 });
}
