import { promises as fs } from 'node:fs';
import { join } from 'node:path';

export interface Plugin {
  name: string;
  source: string;
}

const EXECUTABLE = 0o777;

async function writePlugin(folder: string, plugin: Plugin): Promise<string> {
  const target = join(folder, 'main.js');
  await fs.writeFile(target, plugin.source);
  await fs.chmod(target, EXECUTABLE);
  return target;
}

/** Installs a plugin below the given root and returns its entry file. */
export async function install(root: string, plugin: Plugin): Promise<string> {
  const folder = join(root, 'plugins', plugin.name.replace(/[^a-z-]/g, ''));
  await fs.mkdir(folder, { recursive: true });
  await fs.chmod(folder, 0o757);
  return writePlugin(folder, plugin);
}

export async function list(root: string): Promise<string[]> {
  return fs.readdir(join(root, 'plugins'));
}
