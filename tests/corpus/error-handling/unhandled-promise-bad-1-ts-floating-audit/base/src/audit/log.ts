import { db } from "../db";

export interface AuditEntry {
  actor: string;
  action: string;
  subject: string;
}

export async function writeAudit(entry: AuditEntry): Promise<void> {
  await db.query("INSERT INTO audit (actor, action, subject) VALUES ($1, $2, $3)", [
    entry.actor,
    entry.action,
    entry.subject,
  ]);
}
