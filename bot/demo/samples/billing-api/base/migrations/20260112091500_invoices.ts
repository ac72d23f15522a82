import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('invoices', (table) => {
    table.bigIncrements('id');
    table.bigInteger('customer_id').notNullable().references('customers.id').index();
    table.string('number', 20).unique();
    table.integer('amount_cents').notNullable();
    table.date('due_on').notNullable();
  });
  await knex.schema.createTable('payments', (table) => {
    table.bigIncrements('id');
    table.bigInteger('invoice_id').notNullable().references('invoices.id').index();
    table.integer('amount_cents').notNullable();
    table.string('gateway_id', 60).notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('payments');
  await knex.schema.dropTable('invoices');
}
