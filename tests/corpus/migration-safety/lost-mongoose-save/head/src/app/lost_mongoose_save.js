const User = require('./models/user');
async function addPoints(id, points) {
  const user = await User.findById(id);
  user.points += points;
  await user.save();
}
