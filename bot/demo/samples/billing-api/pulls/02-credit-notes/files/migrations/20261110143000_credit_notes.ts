import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('credit_notes', (table) => {
    table.bigIncrements('id');
    table.bigInteger('customer_id').notNullable().references('customers.id').index();
    table.integer('amount_cents').notNullable();
    table.string('reason', 200).notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('credit_notes');
}
