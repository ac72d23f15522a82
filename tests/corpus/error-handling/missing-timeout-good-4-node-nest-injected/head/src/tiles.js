const got = require('got');
const ky = require('ky').default;
const https = require('node:https');

const client = got.extend({ timeout: { request: 4000 }, retry: { limit: 2 } });

async function tile(z, x, y) {
  const { rawBody } = await client.get(`https://tiles.example.com/${z}/${x}/${y}.png`, { responseType: 'buffer' });
  return rawBody;
}

async function attribution() {
  return ky.get('https://tiles.example.com/attribution').text();
}

function status() {
  return new Promise((resolve, reject) => {
    const req = https.get('https://tiles.example.com/status', { timeout: 3000 }, (res) => {
      res.resume();
      resolve(res.statusCode);
    });
    req.on('timeout', () => req.destroy(new Error('tile server is slow')));
    req.on('error', reject);
  });
}

module.exports = { tile, attribution, status };
