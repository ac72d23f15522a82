const logger = require('./logger');

const METHODS = 'GET,POST,PUT,DELETE,OPTIONS';
const ORIGINS = (process.env.CORS_ORIGINS ?? '').split(',').filter(Boolean);

function isAllowed(origin) {
  return ORIGINS.includes(origin);
}

/** Answers preflights for the web client. */
function allowOrigin(req, res, next) {
  const { origin } = req.headers;
  if (!isAllowed(origin)) {
    logger.debug({ origin }, 'origin not allowed');
    next();
    return;
  }
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Allow-Methods', METHODS);
  res.setHeader('Vary', 'Origin');
  next();
}

/** Fonts and pictures are for everyone. */
function publicAssets(_req, res, next) {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  next();
}

module.exports = { METHODS, allowOrigin, publicAssets };
