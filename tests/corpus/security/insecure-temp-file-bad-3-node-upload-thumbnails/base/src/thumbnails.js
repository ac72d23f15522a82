const path = require('path');
const sharp = require('sharp');
const { bucket } = require('./bucket');

const SIZES = [64, 256];

async function thumbnail(buffer, size) {
  return sharp(buffer).resize(size).webp().toBuffer();
}

async function storeAll(id, buffer) {
  for (const size of SIZES) {
    await bucket.put(`${id}/${size}.webp`, await thumbnail(buffer, size));
  }
}

module.exports = { storeAll };
