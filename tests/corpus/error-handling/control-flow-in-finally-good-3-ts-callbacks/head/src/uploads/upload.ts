import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { bucket } from "../bucket";
import { logger } from "../logger";

export async function upload(file: string, key: string): Promise<string> {
  const stream = createReadStream(file);
  try {
    return await bucket.put(key, stream);
  } finally {
    stream.destroy();
    await rm(file, { force: true }).catch((err) => {
      logger.warn({ err, file }, "temporary file stays");
      return undefined;
    });
  }
}

export async function uploadAll(files: Map<string, string>): Promise<string[]> {
  const keys: string[] = [];
  const timer = setInterval(() => logger.info({ done: keys.length }, "uploading"), 5000);
  try {
    for (const [key, file] of files) {
      keys.push(await upload(file, key));
    }
  } finally {
    clearInterval(timer);
    const left = [...files.keys()].filter((key) => {
      return !keys.includes(key);
    });
    logger.info({ left }, "upload ended");
  }
  return keys;
}

export function track(work: Promise<void>, done: () => void): Promise<void> {
  return work.finally(() => {
    done();
  });
}
