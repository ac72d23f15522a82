"use strict";

const fs = require("node:fs/promises");
const path = require("node:path");
const { gzip } = require("node:zlib");
const { promisify } = require("node:util");

const compress = promisify(gzip);

class ArchiveError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = "ArchiveError";
  }
}

/** Writes a compressed copy of a file into the archive directory. */
async function archive(file, directory) {
  const target = path.join(directory, `${path.basename(file)}.gz`);
  const content = await fs.readFile(file).catch((err) => {
    throw new ArchiveError(`cannot read ${file}`, { cause: err });
  });
  let packed;
  try {
    packed = await compress(content);
  } catch (err) {
    throw new ArchiveError(`cannot compress ${file}`);
  }
  await fs.writeFile(target, packed).catch(() => {
    throw new ArchiveError(`cannot write ${target}`);
  });
  return target;
}

module.exports = { archive, ArchiveError };
