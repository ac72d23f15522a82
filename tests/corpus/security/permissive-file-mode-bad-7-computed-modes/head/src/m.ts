import fs, { chmodSync } from 'fs';
import { chmod, mkdir, open } from 'node:fs/promises';

export async function a(p: string) {
  await chmod(p, 0o666);
  await mkdir(p, 0o777);
  chmodSync(p, '777');
  fs.chmod(p, 0o777, () => undefined);
  const h = await open(p, 'w', 0o666);
  fs.writeFileSync(p, 'x', { encoding: 'utf8', mode: 0o666 });
  fs.createWriteStream(p, { mode: 0o600 });
  fs.mkdirSync(p, { recursive: true });
  process.umask(0);
  return h;
}
