"""Examples of promises that nobody waits for."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/orders/confirm.ts": """\
import { EventEmitter } from 'node:events';
import { mailer } from '../mail';
import { audit } from './audit';

export class OrderService {
  constructor(private readonly events: EventEmitter, private readonly stock: Stock) {}

  async confirm(order: Order): Promise<void> {
    this.notify(order);  // <-- here
    audit(order.id);  // <-- here
    order.lines.forEach(async (line) => {  // <-- here
      await this.stock.reserve(line.sku, line.count);
    });
    mailer.send(order.email).then(() => order.markMailed());  // <-- here
  }

  private async notify(order: Order): Promise<void> {
    await mailer.send(order.email);
  }

  listen(): void {
    this.events.on('order', async (order) => {  // <-- here
      await this.confirm(order);
    });
    setTimeout(async () => {  // <-- here
      await this.stock.refresh();
    }, 60_000);
  }

  load(id: string): Promise<Order> {
    return new Promise(async (resolve) => {  // <-- here
      resolve(await this.stock.find(id));
    });
  }
}
""",
            "src/orders/audit.ts": """\
import { db } from '../db';

export async function audit(id: string): Promise<void> {
  await db.audit.insert({ id });
}
""",
        },
    ),
)

GOOD = (
    Example(
        {
            "src/orders/confirm.ts": """\
import { EventEmitter } from 'node:events';
import { logger } from '../logger';
import { mailer } from '../mail';

export class OrderService {
  constructor(private readonly events: EventEmitter, private readonly stock: Stock) {}

  async confirm(order: Order): Promise<void> {
    await this.notify(order);
    void this.notify(order);
    this.notify(order).catch((err) => logger.error(err));
    this.report(order);
    await Promise.all(order.lines.map(async (line) => this.stock.reserve(line.sku)));
    const pending = order.lines.map(async (line) => this.stock.reserve(line.sku));
    await Promise.allSettled(pending);
    order.lines.forEach((line) => line.freeze());
    mailer.send(order.email).then(() => order.markMailed()).catch((err) => logger.error(err));
    return this.notify(order);
  }

  private async notify(order: Order): Promise<void> {
    await mailer.send(order.email);
  }

  private async report(order: Order): Promise<void> {
    try {
      await mailer.send(order.email);
    } catch (err) {
      logger.error(err);
    }
  }

  listen(): void {
    this.events.on('order', async (order) => {
      try {
        await this.confirm(order);
      } catch (err) {
        logger.error(err);
      }
    });
    process.on('SIGTERM', async () => {
      await this.stock.close();
    });
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
}

async function main() {
  await new OrderService(new EventEmitter(), stock).confirm(order);
}

main();
"""
        },
    ),
)
