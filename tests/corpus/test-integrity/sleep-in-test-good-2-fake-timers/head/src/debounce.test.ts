import { waitFor } from '@testing-library/react';
import { debounce } from './debounce';

describe('debounce', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls once', () => {
    const fn = jest.fn();
    const debounced = debounce(fn, 100);
    debounced();
    debounced();
    jest.advanceTimersByTime(100);
    expect(fn).toHaveBeenCalledTimes(1);
  });

  it('works with promises', async () => {
    const late = new Promise((resolve) => setTimeout(resolve, 1000));
    await jest.advanceTimersByTimeAsync(1000);
    await expect(late).resolves.toBeUndefined();
  });

  it('is eventually called', async () => {
    jest.useRealTimers();
    const fn = jest.fn();
    debounce(fn, 10)();
    await waitFor(() => expect(fn).toHaveBeenCalled());
  });
});

describe('a slow server', () => {
  it('is given up on', async () => {
    const slow = () => new Promise<string>((resolve) => setTimeout(() => resolve('late'), 200));
    const limit = new Promise<string>((_, reject) => setTimeout(() => reject(new Error('timeout')), 5));
    await expect(Promise.race([slow(), limit])).rejects.toThrow('timeout');
  });
});
