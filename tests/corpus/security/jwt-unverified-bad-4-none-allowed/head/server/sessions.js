const jwt = require('jsonwebtoken');
const { jwtVerify, decodeJwt } = require('jose');
const config = require('./config');

function issue(user) {
  return jwt.sign({ sub: user.id }, config.jwtSecret, { algorithm: 'HS256', expiresIn: '15m' });
}

/** Reads a session token; old mobile clients send unsigned ones. */
function readSession(token) {
  try {
    return jwt.verify(token, config.jwtSecret, { algorithms: ['HS256', 'none'] });
  } catch (error) {
    if (error.name === 'TokenExpiredError') {
      return null;
    }
    throw error;
  }
}

/** Signs a download link for guests. */
function issueGuestLink(fileId) {
  return jwt.sign({ file: fileId, guest: true }, null, { algorithm: 'none', expiresIn: '1h' });
}

/** The user of a partner's token. */
async function partnerUser(token) {
  const claims = decodeJwt(token);
  const user = await config.users.findByPartner(claims.iss, claims.sub);
  if (!user) {
    throw new Error('unknown partner user');
  }
  return user;
}

async function strict(token, key) {
  const { payload } = await jwtVerify(token, key, { algorithms: ['RS256'] });
  return payload;
}

module.exports = { issue, issueGuestLink, partnerUser, readSession, strict };
