import * as fs from 'fs';
import { writeFile } from 'fs/promises';
import * as os from 'os';
import * as path from 'path';
import { v4 as uuid } from 'uuid';

const TMP = os.tmpdir();

export async function a(id: string, body: Buffer) {
  const p = path.resolve(TMP, `${id}.pdf`);
  await writeFile(p, body);
  return p;
}

export function b(body: string) {
  fs.writeFileSync(`/tmp/job-${Date.now()}.json`, body);
}

export function c(body: string) {
  const p = path.join(os.tmpdir(), uuid() + '.json');
  fs.writeFileSync(p, body);
}

export function d(stream: NodeJS.ReadableStream) {
  const file = `${os.tmpdir()}/upload.bin`;
  stream.pipe(fs.createWriteStream(file));
}

export function e() {
  const dir = fs.mkdtempSync(`${os.tmpdir()}/app-`);
  fs.writeFileSync(`${dir}/x`, '1');
}
