exports.up = (knex) =>
  knex.schema.createTable('badges', (t) => {
    t.bigIncrements('id');
    t.bigInteger('team_id').notNullable().references('id').inTable('teams').onDelete('CASCADE');
    t.text('label');
  });

exports.down = (knex) => knex.schema.dropTable('badges');
