import { jwtSecret } from './clients';

test('has a secret', () => {
  expect(jwtSecret).not.toBe('S3cret!test#123');
});
