const { Queue } = require("./queue");
const { processBatch } = require("./batch");
const logger = require("./logger");

const queue = new Queue();

function stop() {
  queue.close();
}
