import Ajv from 'ajv';
import schema from './order.schema.json';

export function invalid(orders: unknown[]): number {
  let bad = 0;
  for (const order of orders) {
    const validate = new Ajv().compile(schema);
    if (!validate(order)) bad += 1;
  }
  return bad;
}
