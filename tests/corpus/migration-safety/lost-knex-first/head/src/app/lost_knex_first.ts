export const debit = (knex: Knex, id: string, amount: number) =>
  knex.transaction(async (trx) => {
    const acc = await trx('accounts').where({ id }).first();
    await trx('accounts').where({ id }).update({ balance: acc.balance - amount });
  });
