import { bytes } from '../format';

describe('bytes', () => {
  it('shows small numbers plainly', () => {
    expect(bytes(12)).toBe('12 B');
  });
});
