const http = require("http");
const { handle } = require("./webhook");
const logger = require("./logger");

/** Collects the body of a request. */
function readBody(req) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    req.on("data", (chunk) => chunks.push(chunk));
    req.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    req.on("error", reject);
  });
}

const server = http.createServer(async (req, res) => {
  try {
    const body = await readBody(req);
    await handle(JSON.parse(body));
    res.statusCode = 204;
    res.end();
  } catch (err) {
    logger.error({ err }, "webhook failed");
    res.statusCode = 500;
    res.end();
  }
});

module.exports = { server };
