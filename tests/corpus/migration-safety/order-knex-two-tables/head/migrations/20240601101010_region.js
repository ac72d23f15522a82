exports.up = async (knex) => {
  await knex.schema.alterTable('teams', (t) => {
    t.text('region');
  });
  await knex.schema.alterTable('users', (t) => {
    t.text('region');
  });
};

exports.down = async (knex) => {
  await knex.schema.alterTable('users', (t) => t.dropColumn('region'));
  await knex.schema.alterTable('teams', (t) => t.dropColumn('region'));
};
