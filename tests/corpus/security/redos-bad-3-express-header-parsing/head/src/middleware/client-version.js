const log = require('../log');

const CLIENT = /^(\d+\.?)+(-[a-z]+)?$/;
const SEMI_LIST = /^\s*((\w+=\w+;?\s*)+)*$/;

/** Refuse clients that are older than the API supports. */
function clientVersion(minimum) {
  return (req, res, next) => {
    const header = req.get('x-client-version');
    if (!header) {
      return next();
    }
    if (!CLIENT.test(header)) {
      log.info('a client with a strange version called');
      return res.status(400).json({ error: 'x-client-version is not a version' });
    }
    const [major] = header.split('.').map(Number);
    if (major < minimum) {
      return res.status(426).json({ error: 'please update' });
    }
    return next();
  };
}

function parameters(req) {
  const raw = req.query.params || '';
  const found = raw.match(SEMI_LIST);
  return found ? raw.split(';').map((part) => part.trim().split('=')) : [];
}

module.exports = { clientVersion, parameters };
