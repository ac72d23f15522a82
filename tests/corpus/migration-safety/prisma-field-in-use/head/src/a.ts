const x = await prisma.order.findMany({
  select: { id: true, legacyCode: true },
});
const y = await prisma.user.findMany({ select: { legacyCode: true } });
