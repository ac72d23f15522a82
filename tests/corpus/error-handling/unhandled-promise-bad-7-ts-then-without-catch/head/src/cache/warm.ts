import { Redis } from "ioredis";
import { loadCatalog, Catalog } from "../catalog";

let current: Catalog | undefined;

export function catalog(): Catalog | undefined {
  return current;
}

export function warm(redis: Redis): void {
  loadCatalog().then(async (loaded) => {
    current = loaded;
    await redis.set("catalog:version", loaded.version);
  });
}
