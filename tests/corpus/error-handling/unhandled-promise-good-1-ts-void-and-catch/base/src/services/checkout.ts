import { logger } from "../logger";
import { report } from "../metrics/report";
import { OrderRepository } from "../repositories/orders";

export class CheckoutService {
  constructor(private readonly orders: OrderRepository) {}

  private notify(id: string): Promise<void> {
    return this.orders.notify(id);
  }
}
