const path = require('path');
const fs = require('fs');
const os = require('os');
const sharp = require('sharp');
const { bucket } = require('./bucket');

const SIZES = [64, 256];

async function thumbnail(buffer, size) {
  return sharp(buffer).resize(size).webp().toBuffer();
}

/** Writes a video to disk, because the frame grabber needs a file, and returns the first frame. */
async function firstFrame(videoId, buffer, grab) {
  const file = path.join(os.tmpdir(), `video-${videoId}.mp4`);
  fs.writeFileSync(file, buffer);
  try {
    return await grab(file);
  } finally {
    fs.unlinkSync(file);
  }
}

async function storeManifest(sizes) {
  const manifest = '/tmp/thumbnails-manifest.json';
  await fs.promises.writeFile(manifest, JSON.stringify({ sizes }));
  await bucket.upload(manifest);
}

async function storeAll(id, buffer) {
  for (const size of SIZES) {
    await bucket.put(`${id}/${size}.webp`, await thumbnail(buffer, size));
  }
  await storeManifest(SIZES);
}

module.exports = { storeAll, firstFrame };
