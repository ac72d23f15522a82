const users = require("../services/users");
const { sendWelcome } = require("../services/mail");

exports.show = async (req, res) => {
  const user = await users.find(req.params.id);
  if (!user) {
    return res.status(404).json({ error: "user not found" });
  }
  return res.json(user);
};

exports.create = async (req, res, next) => {
  try {
    const user = await users.create(req.body.email);
    sendWelcome(user);
    return res.status(201).json(user);
  } catch (err) {
    return next(err);
  }
};
