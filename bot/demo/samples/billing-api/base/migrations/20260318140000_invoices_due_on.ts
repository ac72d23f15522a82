import type { Knex } from 'knex';

// Built while invoices are written: concurrently, and so outside a transaction.
export const config = { transaction: false };

export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX CONCURRENTLY IF NOT EXISTS invoices_due_on ON invoices (due_on)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX CONCURRENTLY IF EXISTS invoices_due_on');
}
