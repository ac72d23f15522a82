import { PrismaClient } from "@prisma/client";
import { inventory } from "../clients/inventory";
import { mailer } from "../clients/mailer";
import { logger } from "../logger";

const prisma = new PrismaClient();

export interface CartLine {
  sku: string;
  quantity: number;
}

export async function placeOrder(customerId: string, lines: CartLine[]) {
  const order = await prisma.order.create({
    data: { customerId, lines: { create: lines } },
  });
  logger.info({ orderId: order.id }, "order placed");
  return order;
}
