const fs = require('fs');
const path = require('path');

const FOLDER = path.join(__dirname, '..', 'public');

function list() {
  return fs.readdirSync(FOLDER);
}

module.exports = { list };
