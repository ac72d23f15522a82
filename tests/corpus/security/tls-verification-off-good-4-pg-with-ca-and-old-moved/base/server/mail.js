const nodemailer = require('nodemailer');
const logger = require('./logger');

const transport = nodemailer.createTransport({
  host: process.env.SMTP_HOST,
  port: 587,
  tls: { rejectUnauthorized: false },
});

async function send(to, subject, text) {
  const info = await transport.sendMail({ to, subject, text });
  logger.info({ id: info.messageId }, 'mail sent');
}

module.exports = { send };
