export async function totals(id: string) {
  const order = await prisma.order.findUnique({ where: { id }, include: { lines: true } });
  const total = order.lines.reduce((s, l) => s + l.price * l.quantity, 0);
  await prisma.order.update({ where: { id }, data: { total } });
  await prisma.log.create({ data: { message: 'order ' + order.id + ' updated' } });
}
export async function rename(id: string) {
  const user = await User.findByPk(id);
  user.name = user.first + ' ' + user.last;
  await user.save();
}
