"use strict";

const fs = require("node:fs/promises");
const path = require("node:path");

const DEFAULTS = Object.freeze({ theme: "light", digest: "weekly", locale: "en" });

/** Preferences of one account; what is not set comes from the defaults. */
class PreferenceStore {
  constructor(directory) {
    this.directory = directory;
  }

  fileOf(accountId) {
    return path.join(this.directory, `${Number(accountId)}.json`);
  }

  async read(accountId) {
    try {
      const text = await fs.readFile(this.fileOf(accountId), "utf8");
      return { ...DEFAULTS, ...JSON.parse(text) };
    } catch (err) {
      if (err.code === "ENOENT") {
        return { ...DEFAULTS };
      }
      throw err;
    }
  }

  async write(accountId, changes) {
    const next = { ...(await this.read(accountId)), ...changes };
    try {
      await fs.writeFile(this.fileOf(accountId), JSON.stringify(next));
    } catch {
    }
    return next;
  }

  async audit(accountId, action) {
    const line = `${new Date().toISOString()} ${accountId} ${action}\n`;
    return fs.appendFile(path.join(this.directory, "audit.log"), line).catch(() => {});
  }
}

module.exports = { PreferenceStore, DEFAULTS };
