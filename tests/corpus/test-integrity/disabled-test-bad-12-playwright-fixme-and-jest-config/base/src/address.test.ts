import { normalise } from './address';

test('normalises post codes', () => {
  expect(normalise({ street: 'High St 1', postCode: ' sw1a1aa ' }).postCode).toBe('SW1A 1AA');
});
