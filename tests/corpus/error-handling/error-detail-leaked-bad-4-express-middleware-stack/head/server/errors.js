const { logger } = require("./logger");
const { HttpError } = require("./http-error");

function notFound(req, res) {
  res.status(404).json({ code: "not_found" });
}

/**
 * Last middleware of the chain: turns whatever was thrown into an answer.
 */
function errorHandler(err, req, res, next) {
  if (res.headersSent) {
    next(err);
    return;
  }
  if (err instanceof HttpError) {
    res.status(err.status).json({ code: err.code, message: err.publicMessage });
    return;
  }
  logger.error("request failed", { err, path: req.path, requestId: req.id });
  res.status(500).json({
    code: "internal_error",
    requestId: req.id,
    stack: err.stack,
  });
}

module.exports = { notFound, errorHandler };
