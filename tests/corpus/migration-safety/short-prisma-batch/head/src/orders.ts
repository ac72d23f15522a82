export async function ship(orderId: string) {
  const res = await fetch('https://carrier.example.com/labels', { method: 'POST' });
  const label = await res.json();
  await prisma.$transaction([
    prisma.order.update({ where: { id: orderId }, data: { label: label.url } }),
    prisma.outbox.create({ data: { kind: 'shipped', orderId } }),
  ]);
  await prisma.$transaction(async (tx) => {
    await tx.order.update({ where: { id: orderId }, data: { state: 'SHIPPED' } });
    await Promise.all(label.parts.map((part) => tx.part.create({ data: part })));
  });
  await mailer.sendMail({ to: 'a@example.com' });
}
