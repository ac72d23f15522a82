const http = require("http");
const { handle } = require("./webhook");
const logger = require("./logger");

const server = http.createServer(async (req, res) => {
  res.end("ok");
});

module.exports = { server };
