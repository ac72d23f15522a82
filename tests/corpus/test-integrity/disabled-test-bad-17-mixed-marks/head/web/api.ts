export async function fetchItems(path = '/items'): Promise<string[]> {
  const response = await fetch(path);
  if (response.status === 404) return [];
  return response.json();
}
