import { PrismaClient } from '@prisma/client';

export class CreditsService {
  constructor(private readonly prisma: PrismaClient) {}

  async spend(userId: string, credits: number) {
    return this.prisma.$transaction(async (tx) => {
      const account = await tx.account.findUnique({ where: { userId } });
      if (!account || account.credits < credits) {
        throw new Error('not enough credits');
      }
      const remaining = account.credits - credits;
      return tx.account.update({
        where: { userId },
        data: { credits: remaining },
      });
    });
  }
}
