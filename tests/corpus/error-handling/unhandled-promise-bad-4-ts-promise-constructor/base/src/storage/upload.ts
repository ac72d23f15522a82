import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Bucket } from "./bucket";

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
