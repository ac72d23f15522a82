import { expect, test } from 'vitest';

import { paging } from '../src/paging.js';

test('a list without parameters starts at the beginning', () => {
  expect(paging.parse({})).toEqual({ limit: 50, offset: 0 });
});
