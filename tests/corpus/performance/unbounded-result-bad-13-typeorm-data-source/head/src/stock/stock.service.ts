import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readFileSync } from 'fs';
import { StockItem } from './stock-item.entity';

@Injectable()
export class StockService {
  private readonly logger = new Logger(StockService.name);

  constructor(private readonly dataSource: DataSource) {}

  async move(from: number, to: number, quantity: number): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      await runner.manager.decrement(StockItem, { id: from }, 'quantity', quantity);
      await runner.manager.increment(StockItem, { id: to }, 'quantity', quantity);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
  }

  async importFile(path: string): Promise<number> {
    const lines = readFileSync(path, 'utf8').split('\n');
    const items = lines.map((line) => ({ sku: line.trim(), quantity: 0 }));
    await this.dataSource.getRepository(StockItem).insert(items);
    this.logger.log(`${items.length} items imported`);
    return items.length;
  }

  async total(): Promise<number> {
    const items = await this.dataSource.getRepository(StockItem).find();
    return items.reduce((sum, item) => sum + item.quantity, 0);
  }
}
