import { readFile, unlink } from "node:fs/promises";
import * as Sentry from "@sentry/node";
import { logger } from "../logger";
import { crm, type Contact } from "../clients/crm";
import { contacts } from "../repositories/contacts";

function report(error: unknown, context: Record<string, unknown>): void {
  Sentry.captureException(error, { extra: context });
}

export async function loadCursor(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) {
    logger.info("no cursor yet, starting from the beginning");
    return null;
  }
  return text.trim();
}

export async function syncContacts(cursorFile: string): Promise<number> {
  let synced = 0;
  const cursor = await loadCursor(cursorFile);
  for await (const contact of crm.contactsSince(cursor)) {
    try {
      await contacts.upsert(contact);
      synced += 1;
    } catch (error) {
      report(error, { contact: contact.id });
    }
  }
  return synced;
}

export function parseContact(line: string): Contact | undefined {
  try {
    return JSON.parse(line) as Contact;
  } catch {
    return undefined;
  }
}

export async function cleanUp(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      throw error;
    }
  }
}

export function start(intervalMs: number, cursorFile: string): NodeJS.Timeout {
  return setInterval(() => {
    syncContacts(cursorFile).catch((error) => logger.error({ err: error }, "sync failed"));
  }, intervalMs);
}
