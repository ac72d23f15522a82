const log = require('../log');

const CLIENT = /^\d+(?:\.\d+)*(?:-[a-z]+)?$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAIRS = /(\w+)=(\w+)(?:;|$)/g;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z]{2})?(?:,\s*[a-z]{2,3}(?:-[A-Z]{2})?)*$/;

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
  return Object.fromEntries([...(req.query.params || '').matchAll(PAIRS)].map((m) => [m[1], m[2]]));
}

function requestId(req) {
  const given = req.get('x-request-id') || '';
  return UUID.test(given) ? given : null;
}

function slugify(title) {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

function languages(req) {
  const header = req.get('accept-language') || '';
  return LANGUAGE.test(header) ? header.split(/,\s*/) : ['en'];
}

module.exports = { clientVersion, parameters, requestId, slugify, languages };
