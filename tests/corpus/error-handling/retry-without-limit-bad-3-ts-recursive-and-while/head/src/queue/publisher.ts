import type { Logger } from 'pino';
import { broker } from './broker';

export interface OutgoingMessage {
  topic: string;
  payload: unknown;
}

export class Publisher {
  constructor(private readonly logger: Logger) {}

  /** Publishes a message and does not give up on it. */
  async publish(message: OutgoingMessage): Promise<void> {
    let sent = false;
    while (!sent) {
      try {
        await broker.send(message.topic, JSON.stringify(message.payload));
        sent = true;
      } catch (err) {
        this.logger.warn({ err, topic: message.topic }, 'publish failed, retrying');
      }
    }
  }

  async publishAll(messages: OutgoingMessage[]): Promise<number> {
    let count = 0;
    for (const message of messages) {
      await this.publish(message);
      count += 1;
    }
    return count;
  }
}
