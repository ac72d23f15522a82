import amqp from 'amqplib';
import { applyRules, Rule } from './rules';

const QUEUE = 'rules';

export async function start(url: string): Promise<void> {
  const connection = await amqp.connect(url);
  const channel = await connection.createChannel();
  await channel.assertQueue(QUEUE, { durable: true });
  await channel.consume(QUEUE, async (message) => {
    if (!message) {
      return;
    }
    try {
      const rules = JSON.parse(message.content.toString('utf8')) as Rule[];
      await applyRules(rules);
      channel.ack(message);
    } catch (error) {
      console.error('rules were refused', error);
      channel.nack(message, false, false);
    }
  });
}
