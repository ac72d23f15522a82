import { PrismaClient } from "@prisma/client";
import { inventory } from "../clients/inventory";
import { mailer } from "../clients/mailer";
import { logger } from "../logger";

const prisma = new PrismaClient();

export interface CartLine {
  sku: string;
  quantity: number;
}

async function reserveStock(orderId: string, lines: CartLine[]): Promise<void> {
  for (const line of lines) {
    try {
      await inventory.reserve(orderId, line.sku, line.quantity);
    } catch (err) {
      // best effort
    }
  }
}

export async function placeOrder(customerId: string, lines: CartLine[]) {
  const order = await prisma.order.create({
    data: { customerId, lines: { create: lines } },
  });
  await reserveStock(order.id, lines);
  await prisma.outbox.create({ data: { topic: "order.placed", key: order.id } });
  await mailer.sendConfirmation(order.id).catch(() => {});
  logger.info({ orderId: order.id }, "order placed");
  return order;
}

export async function cancelOrder(orderId: string, reason: string): Promise<boolean> {
  try {
    await prisma.order.update({ where: { id: orderId }, data: { status: "cancelled", reason } });
  } catch (err) {
    logger.error({ err, orderId }, "cancel failed");
    throw err;
  }
  return true;
}
