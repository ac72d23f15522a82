import { ApiError, RetryableError } from './errors';
import { logger } from './logger';

export async function load(id: string): Promise<Order> {
  try {
    return await db.orders.find(id);
  } catch (err) {
    throw new ApiError('order could not be loaded', 500);
  }
}

export async function save(order: Order): Promise<void> {
  try {
    await db.orders.save(order);
  } catch (err) {
    if (err.code === 'P2002') {
      throw new ApiError(`order ${order.id} exists`, 409);
    }
    throw err;
  }
}

export async function track(event: string): Promise<void> {
  try {
    await analytics.track(event);
  } catch (e) {
  }
}

export async function trackAll(events: string[]): Promise<void> {
  await Promise.all(events.map((event) => analytics.track(event).catch(() => {})));
}

export function readCache(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

export async function loadUser(id: string) {
  try {
    return await db.users.find(id);
  } catch (err) {
    return null;
  }
}

export async function loadFlags() {
  try {
    return await flags.all();
  } catch (err) {
    logger.warn({ err }, 'flags not loaded, using defaults');
    return DEFAULT_FLAGS;
  }
}

export async function wrap<T>(work: () => Promise<T>): Promise<[T | null, Error | null]> {
  try {
    return [await work(), null];
  } catch (err) {
    return [null, err as Error];
  }
}

export class Uploader {
  async upload(file: Blob): Promise<void> {
    try {
      await this.client.put(file);
    } catch (err) {
      this.state = 'failed';
      this.toast.show('Upload failed');
    }
  }
}
