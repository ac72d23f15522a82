export async function find(knex) {
  return knex('users').where({ id: 1 }).first('id', 'nickname');
}