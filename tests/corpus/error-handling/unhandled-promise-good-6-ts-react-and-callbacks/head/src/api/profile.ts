export interface Profile {
  id: string;
}

export async function loadProfile(id: string): Promise<Profile> {
  const response = await fetch(`/api/profiles/${id}`, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`profile ${id}: HTTP ${response.status}`);
  return response.json();
}
