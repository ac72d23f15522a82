import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function teamNames(orgId: string): Promise<string[]> {
  const teams = await prisma.team.findMany({ where: { orgId }, select: { name: true }, take: 100 });
  return teams.map((team) => team.name);
}

/** The organisation's teams, each with the member who leads it. */
export async function teamsWithLeads(orgId: string) {
  const teams = await prisma.team.findMany({ where: { orgId }, take: 100 });
  return Promise.all(
    teams.map(async (team) => {
      const lead = await prisma.user.findUnique({ where: { id: team.leadId } });
      return { id: team.id, name: team.name, lead: lead?.name ?? null };
    }),
  );
}
