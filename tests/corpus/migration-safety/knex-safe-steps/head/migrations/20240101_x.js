exports.config = { transaction: false };
exports.up = async function (knex) {
  await knex.schema.createTable('coupons', (table) => {
    table.increments('id').primary();
    table.string('code').notNullable().unique();
    table.integer('order_id').references('orders.id').index();
    table.timestamps(true, true);
  });
  await knex.schema.alterTable('orders', (table) => {
    table.integer('coupon_id').nullable();
    table.boolean('gift').notNullable().defaultTo(false);
    table.jsonb('meta').defaultTo('{}');
  });
  await knex.raw('CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_coupon_idx ON orders (coupon_id)');
  await knex('coupons').insert([{ code: 'a' }]);
  let done = false;
  while (!done) {
    const n = await knex('orders').whereIn('id', knex('orders').select('id').whereNull('gift').limit(500)).update({ gift: false });
    done = n === 0;
  }
};
exports.down = async function (knex) {
  await knex.raw('DROP INDEX CONCURRENTLY IF EXISTS orders_coupon_idx');
  await knex.schema.alterTable('orders', (table) => { table.dropColumn('meta'); });
  await knex.schema.dropTable('coupons');
};
