import { prisma } from './db';

export async function ship(orderId: string) {
  await prisma.$transaction(async (tx) => {
    const order = await tx.order.update({ where: { id: orderId }, data: { state: 'SHIPPING' } });
    const res = await fetch('https://carrier.example.com/labels', {
      method: 'POST',
      body: JSON.stringify({ address: order.address }),
    });
    const label = await res.json();
    await tx.order.update({ where: { id: orderId }, data: { label: label.url } });
  });
}
