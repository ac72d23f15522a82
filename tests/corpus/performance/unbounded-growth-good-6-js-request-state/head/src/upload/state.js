const { EventEmitter } = require("events");

const STATUS = { queued: 0, running: 0, done: 0 };
const MAX_LOG = 200;
const log = [];

/** Counts by status; the keys are fixed. */
function count(status) {
  if (!(status in STATUS)) throw new RangeError(`unknown status ${status}`);
  STATUS[status] += 1;
}

function note(message) {
  log.push({ message, at: Date.now() });
  if (log.length > MAX_LOG) log.shift();
}

class Upload extends EventEmitter {
  constructor(id) {
    super();
    this.id = id;
    this.parts = [];
  }

  add(part) {
    this.parts.push(part);
    this.emit("part", part);
  }
}

module.exports = { count, note, Upload };
