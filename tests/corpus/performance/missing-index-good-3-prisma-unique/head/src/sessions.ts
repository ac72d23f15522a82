import { PrismaClient, Session } from "@prisma/client";

const prisma = new PrismaClient();

export async function sessionsOf(userId: string): Promise<Session[]> {
  return prisma.session.findMany({ where: { userId }, take: 50 });
}

export async function resolveSession(token: string): Promise<Session | null> {
  const session = await prisma.session.findUnique({ where: { token }, include: { user: true } });
  if (!session || session.expiresAt < new Date()) {
    return null;
  }
  return session;
}

export async function liveSessions(userId: string) {
  return prisma.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: { expiresAt: "desc" },
    take: 20,
  });
}

export async function userByEmail(email: string) {
  return prisma.user.findFirst({ where: { email } });
}
