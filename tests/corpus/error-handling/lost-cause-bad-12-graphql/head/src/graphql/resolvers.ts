import { GraphQLError } from "graphql";
import { PrismaClient } from "@prisma/client";
import { sendWelcome } from "../mail";
import { logger } from "../logger";

const prisma = new PrismaClient();

async function syncToCrm(userId: string): Promise<void> {
  const response = await fetch(`https://crm.example/users/${userId}`, {
    method: "PUT",
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) {
    throw new Error(`CRM answered ${response.status} for user ${userId}`);
  }
}

export const resolvers = {
  Query: {
    user: (_: unknown, { id }: { id: string }) => prisma.user.findUnique({ where: { id } }),
    teams: async (_: unknown, { ids }: { ids: string[] }) => {
      const teams = [];
      for (const id of ids) {
        teams.push(await prisma.team.findUnique({ where: { id }, include: { members: true } }));
      }
      return teams;
    },
  },
  Mutation: {
    signUp: async (_: unknown, { email }: { email: string }) => {
      const user = await prisma.user.create({ data: { email } });
      syncToCrm(user.id);
      try {
        await sendWelcome(email);
      } catch (error) {
        logger.warn({ error, user: user.id }, "welcome mail was not sent");
      }
      return user;
    },
    rename: async (_: unknown, { id, name }: { id: string; name: string }) => {
      try {
        return await prisma.user.update({ where: { id }, data: { name } });
      } catch (error) {
        throw new GraphQLError(`user ${id} cannot be renamed`);
      }
    },
  },
};
