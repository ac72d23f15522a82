const path = require('path');
const fs = require('fs');
const os = require('os');
const { randomUUID } = require('crypto');
const sharp = require('sharp');
const { bucket } = require('./bucket');

const SIZES = [64, 256];

async function thumbnail(buffer, size) {
  return sharp(buffer).resize(size).webp().toBuffer();
}

async function withFolder(work) {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'thumbnails-'));
  try {
    return await work(folder);
  } finally {
    await fs.promises.rm(folder, { recursive: true, force: true });
  }
}

/** The frame grabber needs a file. */
function firstFrame(videoId, buffer, grab) {
  return withFolder(async (folder) => {
    const file = path.join(folder, `video-${videoId}.mp4`);
    await fs.promises.writeFile(file, buffer);
    return grab(file);
  });
}

function spool(buffer) {
  const file = path.join(os.tmpdir(), `${randomUUID()}.bin`);
  fs.writeFileSync(file, buffer, { flag: 'wx', mode: 0o600 });
  return file;
}

function freeSpace() {
  return fs.statfsSync(os.tmpdir()).bavail;
}

async function storeAll(id, buffer) {
  for (const size of SIZES) {
    await bucket.put(`${id}/${size}.webp`, await thumbnail(buffer, size));
  }
}

module.exports = { storeAll, firstFrame, spool, freeSpace };
