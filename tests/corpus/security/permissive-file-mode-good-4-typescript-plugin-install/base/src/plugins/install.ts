import { promises as fs } from 'node:fs';
import { join } from 'node:path';

export interface Plugin {
  name: string;
  source: string;
}

export async function list(root: string): Promise<string[]> {
  return fs.readdir(join(root, 'plugins'));
}
