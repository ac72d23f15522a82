'use strict';

const fs = require('fs');
const path = require('path');
const AdmZip = require('adm-zip');
const tar = require('tar');

const ROOT = path.join(__dirname, '..', 'themes');
const MANIFEST = path.join(ROOT, 'manifest.json');

function assertInside(folder, file) {
  const relative = path.relative(folder, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) {
    throw new Error('archive member leaves the folder');
  }
}

function install(buffer, id) {
  const target = path.join(ROOT, String(Number(id)));
  const zip = new AdmZip(buffer);
  for (const entry of zip.getEntries()) {
    if (entry.isDirectory) continue;
    const file = path.resolve(target, entry.entryName);
    assertInside(target, file);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, entry.getData());
  }
  return target;
}

async function installTar(archive, id) {
  await tar.x({ file: archive, cwd: path.join(ROOT, String(Number(id))) });
}

function manifest() {
  return JSON.parse(fs.readFileSync(MANIFEST, 'utf8'));
}

function list() {
  return fs.readdirSync(ROOT).map((name) => fs.statSync(path.join(ROOT, name)).size);
}

function main(argv) {
  const [, , source] = argv;
  return install(fs.readFileSync(source), 1);
}

module.exports = { install, installTar, manifest, list, main };
