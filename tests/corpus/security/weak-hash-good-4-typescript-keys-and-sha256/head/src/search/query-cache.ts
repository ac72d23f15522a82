import { createHash } from 'node:crypto';
import md5 from 'md5';
import { Redis } from 'ioredis';

export class QueryCache {
  constructor(private readonly redis: Redis) {}

  private key(query: object): string {
    return `search:${md5(JSON.stringify(query))}`;
  }

  async get(query: object): Promise<string | null> {
    return this.redis.get(this.key(query));
  }

  async put(query: object, result: string): Promise<void> {
    const fingerprint = createHash('sha1').update(result).digest('hex');
    await this.redis.set(this.key(query), JSON.stringify({ fingerprint, result }), 'EX', 60);
  }

  /** The colour of a label follows from its name. */
  colour(label: string): string {
    return `#${md5(label).slice(0, 6)}`;
  }

  tokenHash(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }

  async clear(): Promise<void> {
    await this.redis.flushdb();
  }
}
