import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Bucket } from "./bucket";

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

/** Uploads a file and resolves with its public address. */
export function upload(bucket: Bucket, path: string, key: string): Promise<string> {
  return new Promise(async (resolve, reject) => {
    const { size } = await stat(path);
    const stream = createReadStream(path);
    stream.on("error", reject);
    await bucket.put(key, stream, size);
    resolve(bucket.url(key));
  });
}
