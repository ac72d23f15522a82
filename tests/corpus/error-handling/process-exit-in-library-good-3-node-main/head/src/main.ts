import { createServer } from "./server";
import { connect } from "./db";
import { logger } from "./logger";

async function start(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) {
    logger.error("DATABASE_URL is not set");
    process.exit(1);
  }
  const pool = await connect(url);
  const server = createServer(pool).listen(Number(process.env.PORT ?? 8080));

  const shutdown = (signal: string): void => {
    logger.info({ signal }, "shutting down");
    server.close(() => {
      process.exit(0);
    });
  };
  process.on("SIGTERM", shutdown);
  process.on("SIGINT", shutdown);
  process.on("uncaughtException", (err) => {
    logger.fatal({ err }, "uncaught exception");
    process.exit(1);
  });
}

start().catch((err) => {
  logger.fatal({ err }, "could not start");
  process.exit(1);
});
