export async function spend(prisma: PrismaClient, userId: string, credits: number) {
  const { count } = await prisma.account.updateMany({
    where: { userId, credits: { gte: credits } },
    data: { credits: { decrement: credits } },
  });
  if (count === 0) throw new Error('not enough credits');
  const account = await prisma.account.findUniqueOrThrow({ where: { userId } });
  return { left: account.credits, spent: account.total - account.credits };
}
