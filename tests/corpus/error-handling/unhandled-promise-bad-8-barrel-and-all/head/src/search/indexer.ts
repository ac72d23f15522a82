import { client } from "./client";

export const reindex = async (id: string): Promise<void> => {
  await client.index(id);
};

export async function removeFromIndex(id: string): Promise<void> {
  await client.remove(id);
}
