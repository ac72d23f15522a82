const cp = require('child_process');
const path = require('path');
const logger = require('../logger');

const ROOT = process.env.BUILD_ROOT || '/srv/builds';

/** Turns a job of the queue into an archive. */
class Builder {
  constructor(queue) {
    this.queue = queue;
  }

  start() {
    this.queue.process('build', async (job) => {
      const { project, ref, flags = [] } = job.data;
      const folder = path.join(ROOT, String(Number(job.id)));
      await this.fetch(project, ref, folder);
      return this.compile(folder, flags);
    });
  }

  fetch(project, ref, folder) {
    return new Promise((resolve, reject) => {
      const cmd = ['git', 'clone', '--branch', ref, `https://git.example.com/${project}.git`, folder].join(' ');
      cp.exec(cmd, { timeout: 60000 }, (error) => (error ? reject(error) : resolve()));
    });
  }

  compile(folder, flags) {
    const child = cp.spawn('npm run build -- ' + flags.join(' '), { cwd: folder, shell: true });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        logger.info('build finished', { code });
        resolve(code);
      });
    });
  }
}

module.exports = { Builder };
