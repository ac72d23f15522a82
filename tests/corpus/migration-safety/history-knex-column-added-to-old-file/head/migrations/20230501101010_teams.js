exports.up = (knex) =>
  knex.schema.createTable('teams', (t) => {
    t.bigIncrements('id');
    t.string('name').notNullable();
    t.string('slug');
  });

exports.down = (knex) => knex.schema.dropTable('teams');
