const crypto = require('crypto');
const { readLicence, saveLicence } = require('./store');

async function revoke(id) {
  const licence = await readLicence(id);
  licence.revokedAt = new Date().toISOString();
  await saveLicence(licence);
  return licence;
}

module.exports = { revoke };
