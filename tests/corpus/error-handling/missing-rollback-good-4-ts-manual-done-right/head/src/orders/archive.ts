import { knex } from '../db';

export async function archive(before: Date): Promise<number> {
  const trx = await knex.transaction();
  try {
    const moved = await trx('orders').where('created_at', '<', before).update({ archived: true });
    await trx('audit').insert({ what: 'archive', count: moved });
    await trx.commit();
    return moved;
  } catch (err) {
    await trx.rollback();
    throw err;
  }
}
