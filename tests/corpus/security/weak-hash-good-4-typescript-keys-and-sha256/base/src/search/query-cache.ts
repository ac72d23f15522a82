import { Redis } from 'ioredis';

export class QueryCache {
  constructor(private readonly redis: Redis) {}

  async clear(): Promise<void> {
    await this.redis.flushdb();
  }
}
