import { db } from "./db";

export interface Catalog {
  version: string;
}

export async function loadCatalog(): Promise<Catalog> {
  return db.one("SELECT version FROM catalog");
}
