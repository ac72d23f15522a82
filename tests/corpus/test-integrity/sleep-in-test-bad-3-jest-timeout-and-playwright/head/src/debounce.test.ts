import { setTimeout as delay } from 'node:timers/promises';
import { debounce } from './debounce';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('debounce', () => {
  it('calls once', async () => {
    const fn = jest.fn();
    const debounced = debounce(fn, 100);
    debounced();
    debounced();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(fn).toHaveBeenCalledTimes(1);
  });

  it('passes the last arguments', async () => {
    const fn = jest.fn();
    debounce(fn, 50)('a');
    await sleep(100);
    expect(fn).toHaveBeenCalledWith('a');
  });

  it('waits', async () => {
    const fn = jest.fn();
    debounce(fn, 50)();
    await delay(80);
    expect(fn).toHaveBeenCalled();
  });
});
