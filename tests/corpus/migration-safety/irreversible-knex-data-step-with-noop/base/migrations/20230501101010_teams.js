exports.up = (knex) =>
  knex.schema.createTable('teams', (t) => {
    t.bigIncrements('id');
    t.string('name').notNullable();
  });

exports.down = (knex) => knex.schema.dropTable('teams');
