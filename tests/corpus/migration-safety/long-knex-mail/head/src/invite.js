async function invite(knex, transporter, email) {
  return knex.transaction(async (trx) => {
    const [row] = await trx('invites').insert({ email }).returning('*');
    await transporter.sendMail({ to: email, subject: 'Welcome', text: row.token });
    await trx('audit').insert({ kind: 'invite', ref: row.id });
    return row;
  });
}

module.exports = { invite };
