import { prisma } from "../db";

export async function assertSeatFree(teamId: string, seats: number): Promise<void> {
  const used = await prisma.member.count({ where: { teamId } });
  if (used >= seats) {
    throw new Error("No seats left in this team");
  }
}

/** Ids that were asked for and do not exist. */
export async function missing(ids: string[]): Promise<string[]> {
  const found = await prisma.member.findMany({ where: { id: { in: ids } }, select: { id: true } });
  if (found.length === ids.length) {
    return [];
  }
  const known = new Set(found.map((member) => member.id));
  return ids.filter((id) => !known.has(id));
}
