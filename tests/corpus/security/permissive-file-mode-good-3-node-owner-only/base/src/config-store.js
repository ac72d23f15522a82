const fs = require('fs');
const path = require('path');

class ConfigStore {
  constructor(folder) {
    this.folder = folder;
  }

  file(name) {
    return path.join(this.folder, `${name}.json`);
  }
}

module.exports = { ConfigStore };
