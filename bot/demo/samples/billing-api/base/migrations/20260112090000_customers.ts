import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('customers', (table) => {
    table.bigIncrements('id');
    table.string('name', 200).notNullable();
    table.string('email', 320).notNullable().unique();
    table.string('vat_number', 20);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('customers');
}
