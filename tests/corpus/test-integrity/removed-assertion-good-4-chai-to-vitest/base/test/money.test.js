import { expect } from 'chai';
import { format, parse } from '../src/money.js';

describe('money', () => {
  it('formats', () => {
    expect(format(1250)).to.equal('12.50 EUR');
    expect(format(5, 'USD')).to.be.a('string').and.equal('0.05 USD');
  });

  it('refuses fractions', () => {
    expect(() => format(1.5)).to.throw(TypeError, 'cents must be whole');
  });

  it('parses', () => {
    expect(parse('12.50 EUR')).to.deep.equal({ cents: 1250, currency: 'EUR' });
  });
});
