const { logger } = require("./logger");
const { HttpError } = require("./http-error");

function notFound(req, res) {
  res.status(404).json({ code: "not_found" });
}

module.exports = { notFound };
