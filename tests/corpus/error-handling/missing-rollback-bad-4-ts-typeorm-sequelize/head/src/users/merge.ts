import { sequelize } from '../db';
import { User, Note } from '../models';

export async function mergeUsers(keepId: number, dropId: number): Promise<boolean> {
  const t = await sequelize.transaction();
  const keep = await User.findByPk(keepId, { transaction: t });
  const drop = await User.findByPk(dropId, { transaction: t });
  if (!keep || !drop) {
    return false;
  }
  await Note.update({ userId: keep.id }, { where: { userId: drop.id }, transaction: t });
  await drop.destroy({ transaction: t });
  await t.commit();
  return true;
}
