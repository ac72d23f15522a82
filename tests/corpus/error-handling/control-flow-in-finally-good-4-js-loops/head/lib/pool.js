"use strict";

/** A tiny pool of connections. */
class Pool {
  constructor(open, size) {
    this.open = open;
    this.size = size;
    this.idle = [];
    this.waiting = [];
  }

  async run(work) {
    const connection = this.idle.pop() ?? (await this.open());
    try {
      return await work(connection);
    } finally {
      while (this.waiting.length > 0) {
        const next = this.waiting.shift();
        if (next.cancelled) {
          continue;
        }
        next.resolve(connection);
        break;
      }
      if (!this.waiting.length) {
        this.idle.push(connection);
      }
    }
  }
}

module.exports = { Pool };
