const transport = require("../transport");

async function sendWelcome(user) {
  await transport.sendMail({ to: user.email, subject: "Welcome" });
}

module.exports = { sendWelcome };
