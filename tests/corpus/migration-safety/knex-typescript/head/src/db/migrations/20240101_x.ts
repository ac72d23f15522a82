import { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  const exists = await knex.schema.hasColumn('orders', 'status');
  if (!exists) {
    await knex.schema.table('orders', function (table) {
      table.enum('status', ['open', 'closed']).notNullable();
      table.integer('user_id').unsigned().notNullable().references('id').inTable('users').onDelete('CASCADE').index();
    });
  }
  await knex.schema.alterTable('orders', (table) => table.dropColumn('legacy'));
  await knex.raw(`
    UPDATE orders
    SET status = 'open'
  `);
  await knex.schema
    .alterTable('customers', (t) => { t.string('email').notNullable().alter(); })
    .dropTable('old_customers');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('orders');
}
