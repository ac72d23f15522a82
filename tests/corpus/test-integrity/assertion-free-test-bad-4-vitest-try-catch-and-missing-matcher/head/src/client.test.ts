import { describe, expect, it, test, vi } from 'vitest';
import { ApiError, getJson } from './client';

function answer(status: number, body: unknown) {
  return vi.fn().mockResolvedValue(new Response(JSON.stringify(body), { status }));
}

describe('getJson', () => {
  it('returns the body', async () => {
    expect(await getJson('/x', answer(200, { a: 1 }))).toEqual({ a: 1 });
  });

  it('throws on an error status', async () => {
    try {
      await getJson('/x', answer(500, {}));
      expect(true).toBe(false);
    } catch (error) {
      // expected
    }
  });

  it('keeps the status', async () => {
    await expect(getJson('/x', answer(404, {}))).rejects.toMatchObject({ status: 404 });
  });

  test('passes the url on', async () => {
    const fetcher = answer(200, {});
    await getJson('/tasks', fetcher);
    expect(fetcher.mock.calls[0][0] === '/tasks');
  });

  test('is an Error', () => {
    const error = new ApiError(500, 'no');
    console.log(error.message);
    expect(true).toBeTruthy();
  });
});
