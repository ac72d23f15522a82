import pRetry from 'p-retry';
import { sleep } from './sleep';
import { logger } from './logger';

export async function withBackoff<T>(run: () => Promise<T>, attempts = 5): Promise<T> {
  let delay = 200;
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (err) {
      if (attempt >= attempts) throw err;
      logger.warn({ err, attempt }, 'will try again');
      await sleep(delay);
      delay *= 2;
    }
  }
}

export function fetchReport(load: () => Promise<string>): Promise<string> {
  return pRetry(load, { retries: 4, minTimeout: 250, factor: 2 });
}

export async function firstHealthy(urls: string[], check: (url: string) => Promise<boolean>): Promise<string | null> {
  for (const url of urls) {
    try {
      if (await check(url)) return url;
    } catch (err) {
      logger.info({ err, url }, 'mirror is not healthy, taking the next');
    }
  }
  return null;
}
