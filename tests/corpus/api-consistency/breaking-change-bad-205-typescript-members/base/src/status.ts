export enum Status {
  Unknown = 'unknown',
  Moving = 'moving',
  Held = 'held',
  Delivered = 'delivered',
}

export function parseStatus(text: string): Status {
  return (Object.values(Status) as string[]).includes(text) ? (text as Status) : Status.Unknown;
}

export const isFinal = (status: Status): boolean => status === Status.Delivered;
