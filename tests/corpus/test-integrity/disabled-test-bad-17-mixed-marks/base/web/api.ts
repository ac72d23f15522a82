export async function fetchItems(path = '/items'): Promise<string[]> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} is broken`);
  return response.json();
}
