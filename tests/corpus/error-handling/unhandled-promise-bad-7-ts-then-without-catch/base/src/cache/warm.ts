import { Redis } from "ioredis";
import { loadCatalog, Catalog } from "../catalog";

let current: Catalog | undefined;

export function catalog(): Catalog | undefined {
  return current;
}
