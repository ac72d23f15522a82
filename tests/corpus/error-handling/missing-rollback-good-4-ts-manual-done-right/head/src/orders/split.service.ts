import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Order } from './order.entity';

@Injectable()
export class SplitService {
  constructor(private readonly dataSource: DataSource) {}

  async split(orderId: string, lineIds: string[]): Promise<Order> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      const order = await runner.manager.findOneOrFail(Order, { where: { id: orderId } });
      const part = await runner.manager.save(Order, { parentId: order.id, lineIds });
      await runner.commitTransaction();
      return part;
    } catch (err) {
      await runner.rollbackTransaction();
      throw err;
    } finally {
      await runner.release();
    }
  }
}
