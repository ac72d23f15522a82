import { test, expect } from 'vitest';
import { fetchItems } from './api';

test('fetches items', async () => {
  expect(await fetchItems()).toEqual(['a', 'b']);
});

test.todo('reports failures');

test('uses the path', async () => {
  expect(await fetchItems('/others')).toEqual(['c']);
});
