const nodemailer = require('nodemailer');
const logger = require('./logger');

function createTransport() {
  return nodemailer.createTransport({
    host: process.env.SMTP_HOST,
    port: Number(process.env.SMTP_PORT ?? 587),
    tls: { rejectUnauthorized: false },
  });
}

const transport = createTransport();

async function send(to, subject, text) {
  const info = await transport.sendMail({ to, subject, text });
  logger.info({ id: info.messageId }, 'mail sent');
}

module.exports = { send };
