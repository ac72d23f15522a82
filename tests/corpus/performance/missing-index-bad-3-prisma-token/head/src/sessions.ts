import { PrismaClient, Session } from "@prisma/client";

const prisma = new PrismaClient();

export async function sessionsOf(userId: string): Promise<Session[]> {
  return prisma.session.findMany({ where: { userId }, take: 50 });
}

/** Resolves the cookie of a request to its session; expired ones are unknown. */
export async function resolveSession(token: string): Promise<Session | null> {
  const session = await prisma.session.findFirst({
    where: { token, expiresAt: { gt: new Date() } },
    include: { user: true },
  });
  if (!session) {
    return null;
  }
  return session;
}

export async function userByPhone(phone: string) {
  if (!/^\+\d{6,15}$/.test(phone)) {
    throw new RangeError("not a phone number");
  }
  return prisma.user.findFirst({ where: { phone } });
}
