import pLimit from "p-limit";
import { storage } from "./storage";

const limit = pLimit(5);

export async function storeAll(pictures: { name: string; body: Buffer }[]): Promise<string[]> {
  return Promise.all(pictures.map((p) => limit(() => storage.put(`pictures/${p.name}`, p.body))));
}
