import { logger } from "../logger";
import { ValidationError, type Message, type Queue } from "./types";

export class Consumer {
  constructor(
    private readonly queue: Queue,
    private readonly handle: (message: Message) => Promise<void>,
  ) {}

  async next(): Promise<void> {
    const message = await this.queue.take();
    try {
      await this.handle(message);
      await this.queue.ack(message);
    } catch (err) {
      if (err instanceof ValidationError) {
        logger.warn(`message ${message.id} refused: ${err.message}`);
        await this.queue.reject(message);
        return;
      }
      logger.error({ err, messageId: message.id }, "message failed");
      await this.queue.retry(message);
    }
  }

  async drain(): Promise<void> {
    try {
      await this.queue.close();
    } catch (error) {
      const stack = error instanceof Error ? error.stack : String(error);
      logger.error("queue did not close", { stack });
    }
  }

  async loop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.next();
      } catch (error) {
        console.error("consumer:", error);
      }
    }
  }
}
