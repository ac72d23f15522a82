import { withTransaction } from '../db/with-transaction';
import { prisma } from '../db/prisma';
import { dataSource } from '../db/typeorm';
import { sequelize } from '../db/sequelize';
import { Invite, Member } from '../models';

export async function accept(inviteId: string, userId: string): Promise<void> {
  await withTransaction(async (client) => {
    await client.query('UPDATE invites SET used_at = now() WHERE id = $1', [inviteId]);
    await client.query('INSERT INTO members (invite_id, user_id) VALUES ($1, $2)', [inviteId, userId]);
  });
}

export async function revoke(inviteId: string): Promise<void> {
  await prisma.$transaction([
    prisma.member.deleteMany({ where: { inviteId } }),
    prisma.invite.delete({ where: { id: inviteId } }),
  ]);
}

export async function rename(id: string, name: string): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.update(Member, { id }, { name });
  });
}

export async function merge(keep: number, drop: number): Promise<void> {
  await sequelize.transaction(async (t) => {
    await Member.update({ inviteId: keep }, { where: { inviteId: drop }, transaction: t });
    await Invite.destroy({ where: { id: drop }, transaction: t });
  });
}
