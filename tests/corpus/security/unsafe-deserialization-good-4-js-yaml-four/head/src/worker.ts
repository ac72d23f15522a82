import amqp from 'amqplib';
import yaml from 'js-yaml';
import { parse } from 'yaml';
import { z } from 'zod';
import { applyRules, Rule } from './rules';

const QUEUE = 'rules';

const ruleList = z.array(z.object({ name: z.string(), limit: z.number().int() }));

export function parseRules(text: string): Rule[] {
  const document = yaml.load(text);
  return ruleList.parse(document);
}

export function parseOverrides(text: string): Rule[] {
  return ruleList.parse(parse(text));
}

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
