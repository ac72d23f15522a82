export enum Status {
  Unknown = 'unknown',
  Moving = 'moving',
  Delivered = 'delivered',
}

export function parseStatus(text: string): Status {
  return (Object.values(Status) as string[]).includes(text) ? (text as Status) : Status.Unknown;
}

export const isDone = (status: Status): boolean => status === Status.Delivered;

const LABELS: Record<Status, string> = {
  [Status.Unknown]: 'unknown',
  [Status.Moving]: 'on its way',
  [Status.Delivered]: 'delivered',
};

export function label(status: Status): string {
  return LABELS[status];
}
