import DataLoader from 'dataloader';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

const users = new DataLoader(async (ids: readonly string[]) => {
  const found = await prisma.user.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(found.map((user) => [user.id, user]));
  return ids.map((id) => byId.get(id) ?? null);
});

export async function teamsWithLeads(orgId: string) {
  const teams = await prisma.team.findMany({ where: { orgId }, include: { lead: true }, take: 100 });
  return teams.map((team) => ({ id: team.id, lead: team.lead?.name ?? null }));
}

export async function owners(teams: { ownerId: string }[]) {
  return Promise.all(teams.map((team) => users.load(team.ownerId)));
}

export async function* allTeams(orgId: string) {
  let cursor: string | undefined;
  for (;;) {
    const page = await prisma.team.findMany({
      where: { orgId },
      take: 200,
      ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}),
    });
    if (page.length === 0) return;
    yield* page;
    cursor = page[page.length - 1].id;
  }
}
