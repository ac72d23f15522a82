exports.up = async (knex) => {
  await knex.schema.createTable('plans', (t) => {
    t.bigIncrements('id');
    t.float('monthly_price').notNullable();
    t.json('features');
    t.timestamps(true, true);
  });
};

exports.down = (knex) => knex.schema.dropTable('plans');
