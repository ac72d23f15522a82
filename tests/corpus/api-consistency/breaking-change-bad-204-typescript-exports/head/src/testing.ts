import { Status } from './status.js';

/** A client that answers from memory. */
export function fakeClient(statuses: Record<string, Status>) {
  return { status: async (number: string) => statuses[number] ?? Status.Unknown };
}
