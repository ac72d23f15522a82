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

  /** Creates the folder; the installer runs as another user. */
  prepare() {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o777 });
  }

  write(name, value) {
    const target = this.file(name);
    fs.writeFileSync(target, JSON.stringify(value, null, 2), { mode: 0o666 });
    return target;
  }

  share(name) {
    fs.chmodSync(this.file(name), '0777');
  }
}

module.exports = { ConfigStore };
