exports.up = async (knex) => {
  await knex.schema.createTable('badges', (t) => {
    t.bigIncrements('id');
  });
};

exports.down = async () => {};
