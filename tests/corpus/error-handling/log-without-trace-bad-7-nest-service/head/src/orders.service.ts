import { HttpException, HttpStatus, Injectable, InternalServerErrorException, Logger } from '@nestjs/common';

@Injectable()
export class OrdersService {
  private readonly logger = new Logger(OrdersService.name);

  async create(dto: CreateOrderDto) {
    try {
      return await this.repo.save(dto);
    } catch (error) {
      this.logger.error(`Failed to create order: ${error.message}`, error.stack);
      throw new InternalServerErrorException('Failed to create order');
    }
  }

  async cancel(id: string) {
    try {
      await this.repo.cancel(id);
    } catch (error) {
      this.logger.error(`Failed to cancel order ${id}`, error);
      throw new HttpException('Failed to cancel', HttpStatus.INTERNAL_SERVER_ERROR);
    }
  }

  async publish(order: Order) {
    try {
      await this.bus.publish('order.created', order);
    } catch (error) {
      this.logger.warn(`publish failed, will be retried by the outbox: ${error.message}`);
      await this.outbox.add(order);
    }
  }

  async enrich(order: Order) {
    try {
      order.customer = await this.customers.find(order.customerId);
    } catch (error) {
      order.customer = null;
      console.error(error.message);
    }
    return order;
  }

  async lookup(code: string) {
    const [rate, tax] = await Promise.allSettled([this.rates.get(code), this.taxes.get(code)]);
    return { rate, tax };
  }

  async verify(token: string) {
    try {
      return await this.jwt.verifyAsync(token);
    } catch {
      throw new UnauthorizedException();
    }
  }
}
