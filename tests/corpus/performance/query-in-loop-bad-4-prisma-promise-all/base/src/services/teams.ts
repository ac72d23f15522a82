import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function teamNames(orgId: string): Promise<string[]> {
  const teams = await prisma.team.findMany({ where: { orgId }, select: { name: true }, take: 100 });
  return teams.map((team) => team.name);
}
