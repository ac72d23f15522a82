"use strict";

const cron = require("node-cron");
const { purgeExpired } = require("./sessions");
const { rebuildIndex } = require("./search");

/** Registers the nightly jobs. */
function register() {
  cron.schedule("0 3 * * *", async () => {
    try {
      const removed = await purgeExpired();
      console.log(`${removed} sessions removed`);
    } catch (error) {
      console.error("session purge failed:", error.message);
    }
  });

  cron.schedule("30 3 * * *", () => {
    rebuildIndex().catch((error) => {
      console.error("index not rebuilt", error);
    });
  });
}

module.exports = { register };
