import { execSync, exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { STEPS } from './steps.mjs';

const pattern = /(\w+)=(\S+)/g;

/** The settings of a `.env`-like text. */
export function parse(text) {
  const found = {};
  let match;
  while ((match = pattern.exec(text)) !== null) {
    found[match[1]] = match[2];
  }
  return found;
}

export function revision() {
  return execSync('git rev-parse --short HEAD', { encoding: 'utf8' }).trim();
}

export function prepare() {
  for (const step of STEPS) {
    execSync(step, { stdio: 'inherit' });
  }
  exec('npx prisma generate', (error) => {
    if (error) {
      console.error('generate failed', error.message);
      process.exitCode = 1;
    }
  });
  return parse(readFileSync('.env.defaults', 'utf8'));
}

export function bundle(mode) {
  const config = mode === 'production' ? 'webpack.prod.js' : 'webpack.dev.js';
  execSync(`npx webpack --config ${config}`, { stdio: 'inherit' });
}
