const ORIGIN = process.env.PUBLIC_ORIGIN;

/**
 * Only paths of our own site are followed after a sign-in; everything else becomes the fallback.
 */
function safeReturnTo(value, fallback = '/') {
  if (typeof value !== 'string' || !value.startsWith('/') || value.startsWith('//') || value.includes('\\')) {
    return fallback;
  }
  return value;
}

function sameOrigin(value) {
  try {
    return new URL(value, ORIGIN).origin === ORIGIN;
  } catch {
    return false;
  }
}

module.exports = { safeReturnTo, sameOrigin };
