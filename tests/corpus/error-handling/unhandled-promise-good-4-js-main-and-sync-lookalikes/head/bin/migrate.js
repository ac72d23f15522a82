const { connect, migrate } = require("../lib/migrate");
const { log } = require("../lib/log");

async function main() {
  const db = await connect(process.env.DATABASE_URL);
  try {
    const applied = await migrate(db);
    applied.forEach((name) => log(`applied ${name}`));
  } finally {
    await db.end();
  }
}

main().catch((err) => {
  console.error(err);
  process.exitCode = 1;
});
