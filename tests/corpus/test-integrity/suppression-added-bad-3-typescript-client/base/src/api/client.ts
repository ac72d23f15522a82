export interface User {
  id: string;
  name: string;
}

export async function user(id: string): Promise<User> {
  const answer = await fetch(`/api/users/${encodeURIComponent(id)}`);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return (await answer.json()) as User;
}
