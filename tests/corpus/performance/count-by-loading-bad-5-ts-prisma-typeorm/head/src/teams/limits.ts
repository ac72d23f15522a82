import { prisma } from "../db";

/** Throws when a team has no seat left. */
export async function assertSeatFree(teamId: string, seats: number): Promise<void> {
  const used = (await prisma.member.findMany({ where: { teamId } })).length;
  if (used >= seats) {
    throw new Error("No seats left in this team");
  }
}
