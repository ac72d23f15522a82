const lines = [];

function log(line) {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

function save(line) {
  lines.push(line);
}

module.exports = { log, save };
