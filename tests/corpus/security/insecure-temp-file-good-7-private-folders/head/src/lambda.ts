import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

export async function run(body: Buffer, outDir: string) {
  const dir = await mkdtemp(join(tmpdir(), 'job-'));
  await writeFile(join(dir, 'in.bin'), body);
  await writeFile(join(outDir, 'x.bin'), body);
}
