import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Knex } from 'knex';
import { InjectConnection } from 'nest-knexjs';
import { Order } from './order.entity';

@Injectable()
export class OrdersRepository {
  constructor(private readonly em: EntityManager, @InjectConnection() private readonly knex: Knex) {}

  async all(): Promise<Order[]> {
    return this.em.find(Order, {});
  }

  async open(): Promise<Order[]> {
    return this.em.find(Order, { state: 'open' }, { limit: 100 });
  }

  async owners(orders: Order[]): Promise<string[]> {
    const names: string[] = [];
    for (const order of orders) {
      const owner = await this.knex('users').where({ id: order.ownerId }).first();
      names.push(owner.name);
    }
    return names;
  }

  async ownersAtOnce(orders: Order[]): Promise<Map<number, string>> {
    const rows = await this.knex('users').whereIn('id', orders.map((order) => order.ownerId));
    return new Map(rows.map((row) => [row.id, row.name]));
  }
}
