import { storage } from "./storage";

export interface Picture {
  name: string;
  body: Buffer;
}

/** Stores all pictures and gives their addresses in the same order. */
export async function storeAll(pictures: Picture[]): Promise<string[]> {
  const urls: string[] = [];
  for (const picture of pictures) {
    const url = await storage.put(`pictures/${picture.name}`, picture.body);
    urls.push(url);
  }
  return urls;
}
