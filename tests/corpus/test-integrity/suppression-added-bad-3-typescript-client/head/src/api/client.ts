export interface User {
  id: string;
  name: string;
}

export interface Page<T> {
  items: T[];
  next?: string;
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return (await answer.json()) as T;
}

export function user(id: string): Promise<User> {
  return get<User>(`/api/users/${encodeURIComponent(id)}`);
}

export async function* users(): AsyncGenerator<User> {
  let next: string | undefined = '/api/users';
  while (next) {
    const page: Page<User> = await get<Page<User>>(next);
    yield* page.items;
    next = page.next;
  }
}

export function patch(target: User, change: unknown): User {
  // @ts-ignore
  return { ...target, ...change };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function isUser(value: any): value is User {
  return typeof value?.id === 'string' && typeof value?.name === 'string';
}
