const { sequelize, User } = require('./models');

async function award(userId, points) {
  await sequelize.transaction(async (t) => {
    const user = await User.findByPk(userId, { transaction: t });
    user.points += points;
    await user.save({ transaction: t });
  });
}

module.exports = { award };
