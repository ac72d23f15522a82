const fs = require('fs');
const path = require('path');

class ConfigStore {
  constructor(folder) {
    this.folder = folder;
  }

  file(name) {
    return path.join(this.folder, `${name}.json`);
  }

  read(name) {
    return JSON.parse(fs.readFileSync(this.file(name), 'utf8'));
  }
}

module.exports = { ConfigStore };
