export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export class Pool<T> {
  private readonly waiting: Promise<T>[] = [];

  add(task: () => Promise<T>): void {
    this.waiting.push(task());
  }

  all(): Promise<T[]> {
    return Promise.all(this.waiting);
  }

  async each(keys: string[], visit: (key: string) => Promise<void>): Promise<void> {
    const tasks = keys.map(async (key) => {
      await sleep(1);
      await visit(key);
    });
    await Promise.all(tasks);
  }
}
