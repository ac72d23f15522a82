import type { Logger } from 'pino';
import { setTimeout as pause } from 'node:timers/promises';
import type { Source } from './source';

export class Consumer {
  private running = true;

  constructor(private readonly source: Source, private readonly logger: Logger) {}

  stop(): void {
    this.running = false;
  }

  /** Reads events until stopped. A failing source is asked again after a growing pause. */
  async run(handle: (event: string) => Promise<void>): Promise<void> {
    let wait = 500;
    while (this.running) {
      try {
        for await (const event of this.source.events()) {
          await handle(event);
          wait = 500;
        }
      } catch (err) {
        this.logger.error({ err }, 'event source failed');
        await pause(wait);
        wait = Math.min(wait * 2, 30_000);
      }
    }
  }
}
