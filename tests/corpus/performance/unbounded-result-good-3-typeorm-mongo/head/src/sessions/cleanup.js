const { Session } = require("../models/session");
const logger = require("../logger");

/** Walks over every session with a cursor and closes the stale ones. */
async function closeStale(now = Date.now()) {
  let closed = 0;
  const cursor = Session.find({}).select("_id lastSeen").lean().cursor({ batchSize: 200 });
  for await (const session of cursor) {
    if (now - session.lastSeen > 30 * 24 * 3600 * 1000) {
      closed += 1;
    }
  }
  await Session.deleteMany({ lastSeen: { $lt: now - 30 * 24 * 3600 * 1000 } });
  logger.info({ closed }, "closed stale sessions");
  return closed;
}

async function recent(userId) {
  return Session.find({ userId }).sort({ lastSeen: -1 }).limit(20).lean();
}

module.exports = { closeStale, recent };
