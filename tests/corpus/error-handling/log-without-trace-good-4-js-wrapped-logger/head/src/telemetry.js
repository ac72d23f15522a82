"use strict";

const Sentry = require("@sentry/node");
const winston = require("winston");

const logger = winston.createLogger({
  format: winston.format.combine(winston.format.errors({ stack: true }), winston.format.json()),
  transports: [new winston.transports.Console()],
});

function report(message, error) {
  Sentry.captureException(error);
  logger.error(message, { error: error.message });
}

async function flush(buffer, send) {
  try {
    await send(buffer);
  } catch (error) {
    report("telemetry not sent", error);
  }
}

async function shutdown(server) {
  try {
    await server.close();
  } catch (error) {
    logger.error("server did not close: " + error.message);
    throw error;
  }
}

module.exports = { flush, shutdown, logger };
