const lines = [];

function log(line) {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

function save(line) {
  lines.push(line);
}

function saveAll(all) {
  all.map((line) => save(line)).forEach((_, index) => log(`saved ${index}`));
  save("end");
}

module.exports = { log, save };
