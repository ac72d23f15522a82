import { Injectable, Logger } from '@nestjs/common';
import { OrdersRepository } from './orders.repository';

@Injectable()
export class ExportService {
  private readonly logger = new Logger(ExportService.name);

  constructor(private readonly orders: OrdersRepository) {}

  async count(shopId: number): Promise<number> {
    return this.orders.count(shopId);
  }
}
