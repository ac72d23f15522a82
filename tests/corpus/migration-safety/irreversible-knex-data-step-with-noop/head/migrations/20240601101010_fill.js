exports.up = async (knex) => {
  await knex('teams').where({ plan: 'old' }).update({ plan: 'basic' });
};

exports.down = async () => {};
