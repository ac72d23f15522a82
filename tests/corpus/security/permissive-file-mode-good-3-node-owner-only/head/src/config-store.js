const fs = require('fs');
const path = require('path');

class ConfigStore {
  constructor(folder) {
    this.folder = folder;
  }

  file(name) {
    return path.join(this.folder, `${name}.json`);
  }

  prepare() {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  write(name, value) {
    const target = this.file(name);
    fs.writeFileSync(target, JSON.stringify(value, null, 2), { mode: 0o600 });
    return target;
  }

  /** True when others could change the file, which we then refuse to read. */
  isWritableByOthers(name) {
    const mode = fs.statSync(this.file(name)).mode & 0o777;
    return (mode & 0o022) !== 0 || mode === 0o777;
  }

  publish(name) {
    fs.chmodSync(this.file(name), '644');
  }
}

module.exports = { ConfigStore };
