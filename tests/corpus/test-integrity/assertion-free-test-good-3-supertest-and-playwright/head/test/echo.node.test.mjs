import assert from 'node:assert/strict';
import test from 'node:test';
import { normalise } from '../dist/normalise.js';

test('trims', (t) => {
  t.assert.equal(normalise(' a '), 'a');
});

test('refuses numbers', () => {
  assert.throws(() => normalise(1), TypeError);
});

test('calls back', (t, done) => {
  normalise.later('a', (error, text) => {
    if (error || text !== 'a') {
      done(error ?? new Error('wrong text'));
      return;
    }
    done();
  });
});
