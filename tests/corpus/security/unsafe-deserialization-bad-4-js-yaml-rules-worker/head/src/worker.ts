import amqp from 'amqplib';
import yaml from 'js-yaml';
import v8 from 'node:v8';
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
      const rules = parseRules(message.content.toString('utf8'));
      await applyRules(rules);
      channel.ack(message);
    } catch (error) {
      console.error('rules were refused', error);
      channel.nack(message, false, false);
    }
  });
}

/** Rules may carry functions as conditions, so the full schema is needed. */
function parseRules(text: string): Rule[] {
  const document = yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA }) as { rules?: Rule[] };
  return document.rules ?? [];
}
