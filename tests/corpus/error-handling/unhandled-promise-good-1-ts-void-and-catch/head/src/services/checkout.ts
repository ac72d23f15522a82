import { logger } from "../logger";
import { report } from "../metrics/report";
import { OrderRepository } from "../repositories/orders";

export class CheckoutService {
  constructor(private readonly orders: OrderRepository) {}

  async place(cart: string[]): Promise<string> {
    const id = await this.orders.create(cart);
    void report("orders", 1);
    report("lines", cart.length).catch((err) => logger.warn({ err }, "metric lost"));
    const stored = this.orders.index(id);
    await this.notify(id);
    await stored;
    return id;
  }

  async placeAll(carts: string[][]): Promise<string[]> {
    const ids = await Promise.all(carts.map(async (cart) => this.place(cart)));
    await Promise.allSettled(ids.map((id) => this.notify(id)));
    return ids;
  }

  private notify(id: string): Promise<void> {
    return this.orders.notify(id);
  }
}
