import { db } from './db.js';

/** The lines of a customer's yearly statement, for the PDF job. */
export async function statement(customerId: number, year: number): Promise<string[]> {
  const customer = await db('customers').where({ id: customerId }).first('name', 'vat_number');
  const rows = await db('invoices')
    .where({ customer_id: customerId })
    .whereBetween('due_on', [`${year}-01-01`, `${year}-12-31`])
    .select('number', 'amount_cents', 'due_on');
  const head = `${customer.name} (${customer.vat_number ?? 'no VAT number'})`;
  return [head, ...rows.map((row) => `${row.number}  ${(row.amount_cents / 100).toFixed(2)}  ${row.due_on}`)];
}
