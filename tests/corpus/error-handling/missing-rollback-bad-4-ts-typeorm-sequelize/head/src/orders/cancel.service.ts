import { Injectable, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Order } from './order.entity';
import { Refund } from './refund.entity';

@Injectable()
export class CancelService {
  constructor(private readonly dataSource: DataSource) {}

  async cancel(orderId: string): Promise<Refund> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      const order = await runner.manager.findOne(Order, { where: { id: orderId } });
      if (!order) {
        throw new NotFoundException(`order ${orderId} does not exist`);
      }
      order.status = 'cancelled';
      await runner.manager.save(order);
      const refund = await runner.manager.save(Refund, { orderId, cents: order.totalCents });
      await runner.commitTransaction();
      return refund;
    } finally {
      await runner.release();
    }
  }
}
