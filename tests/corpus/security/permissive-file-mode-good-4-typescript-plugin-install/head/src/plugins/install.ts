import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Plugin {
  name: string;
  source: string;
}

const EXECUTABLE = 0o755;
const RETRY_MS = 777;

async function writePlugin(folder: string, plugin: Plugin): Promise<string> {
  const target = join(folder, 'main.js');
  await fs.writeFile(target, plugin.source, { mode: 0o644 });
  await fs.chmod(target, EXECUTABLE);
  return target;
}

export async function install(root: string, plugin: Plugin): Promise<string> {
  const folder = join(root, 'plugins', plugin.name.replace(/[^a-z-]/g, ''));
  await fs.mkdir(folder, { recursive: true, mode: 0o755 });
  await sleep(RETRY_MS);
  const handle = await fs.open(join(folder, 'lock'), 'wx', 0o600);
  await handle.close();
  return writePlugin(folder, plugin);
}

export async function list(root: string): Promise<string[]> {
  return fs.readdir(join(root, 'plugins'));
}
