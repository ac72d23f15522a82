const logger = require('./logger');

const METHODS = 'GET,POST,PUT,DELETE,OPTIONS';

/** Options of the cors package for the account API. */
const accountCors = {
  credentials: true,
  origin: (origin, callback) => {
    logger.debug({ origin }, 'cross-origin request');
    callback(null, true);
  },
};

/** For the routes that do not go through the package. */
function allowOrigin(req, res, next) {
  const { origin } = req.headers;
  res.setHeader('Access-Control-Allow-Origin', origin || '*');
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Allow-Methods', METHODS);
  res.setHeader('Vary', 'Origin');
  if (req.method === 'OPTIONS') {
    res.statusCode = 204;
    res.end();
    return;
  }
  next();
}

module.exports = { METHODS, accountCors, allowOrigin };
