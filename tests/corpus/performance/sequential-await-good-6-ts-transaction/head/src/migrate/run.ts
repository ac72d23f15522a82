import type { Client } from "./client";

/** Statements of one transaction run in their order on one connection. */
export async function runAll(client: Client, statements: string[]): Promise<void> {
  await client.begin();
  for (const statement of statements) {
    await client.run(statement);
  }
  await client.commit();
}

export async function* lines(stream: AsyncIterable<string>) {
  for await (const chunk of stream) {
    yield* chunk.split("\n");
  }
}
