"use strict";

class LeaseLostError extends Error {}

/** Runs work while holding a lease on a name. */
async function withLease(store, name, work) {
  const lease = await store.acquire(name);
  try {
    return await work(lease);
  } finally {
    const released = await store.release(lease);
    if (!released) {
      throw new LeaseLostError(`lease ${name} was lost while working`);
    }
  }
}

module.exports = { withLease, LeaseLostError };
