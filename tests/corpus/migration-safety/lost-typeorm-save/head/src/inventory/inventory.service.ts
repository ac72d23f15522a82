import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Item } from './item.entity';

@Injectable()
export class InventoryService {
  constructor(private readonly dataSource: DataSource) {}

  async take(id: string, quantity: number): Promise<Item> {
    return this.dataSource.transaction(async (manager) => {
      const item = await manager.findOneOrFail(Item, { where: { id } });
      item.quantity = item.quantity - quantity;
      return manager.save(item);
    });
  }
}
