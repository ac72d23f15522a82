import { test, expect } from 'vitest';
import { fetchItems } from './api';

test('fetches items', async () => {
  expect(await fetchItems()).toEqual(['a', 'b']);
});

test('reports failures', async () => {
  await expect(fetchItems('/broken')).rejects.toThrow('broken');
});
