const jwt = require('jsonwebtoken');
const { jwtVerify, decodeJwt } = require('jose');
const config = require('./config');

function issue(user) {
  return jwt.sign({ sub: user.id }, config.jwtSecret, { algorithm: 'HS256', expiresIn: '15m' });
}

module.exports = { issue };
