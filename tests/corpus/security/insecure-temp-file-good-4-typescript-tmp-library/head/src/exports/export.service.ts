import { Injectable, Logger } from '@nestjs/common';
import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import tmp from 'tmp';
import { OrdersRepository } from './orders.repository';

@Injectable()
export class ExportService {
  private readonly logger = new Logger(ExportService.name);
  private readonly folder = mkdtempSync(join(tmpdir(), 'orders-'));

  constructor(private readonly orders: OrdersRepository) {}

  async count(shopId: number): Promise<number> {
    return this.orders.count(shopId);
  }

  async toFile(shopId: number): Promise<string> {
    const target = join(this.folder, `orders-${shopId}.jsonl`);
    await pipeline(this.orders.stream(shopId), createWriteStream(target));
    return target;
  }

  async toTemporary(shopId: number): Promise<string> {
    const file = tmp.fileSync({ prefix: 'orders-', postfix: '.jsonl' });
    await pipeline(this.orders.stream(shopId), createWriteStream(file.name, { fd: file.fd }));
    this.logger.log(`orders of shop ${shopId} are written`);
    return file.name;
  }
}
