const { Queue } = require("./queue");
const { processBatch } = require("./batch");
const logger = require("./logger");

const queue = new Queue();

function stop() {
  queue.close();
}

async function drain() {
  const messages = await queue.take(50);
  if (messages.length > 0) {
    await processBatch(messages);
    await queue.acknowledge(messages);
  }
}

function start() {
  setInterval(async () => {
    await drain();
  }, 5000);

  queue.on("message", async (message) => {
    await processBatch([message]);
    await queue.acknowledge([message]);
  });
  logger.info("worker started");
}

module.exports = { start, stop };
