const LIFETIME_S = 3600;

function expiry() {
  return Math.floor(Date.now() / 1000) + LIFETIME_S;
}

module.exports = { expiry };
