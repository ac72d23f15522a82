const log = require('../log');

function clientVersion(minimum) {
  return (req, res, next) => {
    const header = req.get('x-client-version');
    if (!header) {
      return next();
    }
    const [major] = header.split('.').map(Number);
    if (major < minimum) {
      return res.status(426).json({ error: 'please update' });
    }
    return next();
  };
}

module.exports = { clientVersion };
