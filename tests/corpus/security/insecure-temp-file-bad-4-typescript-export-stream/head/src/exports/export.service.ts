import { Injectable, Logger } from '@nestjs/common';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import tmp from 'tmp';
import { OrdersRepository } from './orders.repository';

@Injectable()
export class ExportService {
  private readonly logger = new Logger(ExportService.name);

  constructor(private readonly orders: OrdersRepository) {}

  async count(shopId: number): Promise<number> {
    return this.orders.count(shopId);
  }

  /** Writes all orders of a shop as lines of JSON; the caller uploads the file. */
  async toFile(shopId: number): Promise<string> {
    const target = join(tmpdir(), 'orders-' + shopId + '-' + Date.now() + '.jsonl');
    const out = createWriteStream(target, { flags: 'w' });
    await pipeline(this.orders.stream(shopId), out);
    this.logger.log(`orders of shop ${shopId} are written`);
    return target;
  }

  reserve(): string {
    return tmp.tmpNameSync({ prefix: 'orders-' });
  }
}
