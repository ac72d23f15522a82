'use strict';

const fs = require('fs');
const path = require('path');
const AdmZip = require('adm-zip');
const unzipper = require('unzipper');

const ROOT = path.join(__dirname, '..', 'themes');

/** Unpacks an uploaded theme next to the others. */
function install(buffer, id) {
  const target = path.join(ROOT, String(Number(id)));
  const zip = new AdmZip(buffer);
  for (const entry of zip.getEntries()) {
    if (entry.isDirectory) continue;
    const file = path.join(target, entry.entryName);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, entry.getData());
  }
  return target;
}

async function installStream(stream, id) {
  const target = path.join(ROOT, String(Number(id)));
  const entries = stream.pipe(unzipper.Parse({ forceStream: true }));
  for await (const entry of entries) {
    entry.pipe(fs.createWriteStream(target + '/' + entry.path));
  }
}

async function asset(ctx) {
  const name = ctx.query.name;
  ctx.body = fs.createReadStream(path.join(ROOT, name));
}

module.exports = { install, installStream, asset };
