const { expect } = require('chai');
const sinon = require('sinon');
const { Bus } = require('../src/bus');

describe('Bus', function () {
  it('delivers', function () {
    const handler = sinon.spy();
    const bus = new Bus();
    bus.on('a', handler);
    bus.emit('a', 1);
    sinon.assert.calledOnceWithExactly(handler, 1);
  });

  it('keeps the order of handlers', function () {
    const seen = [];
    const bus = new Bus();
    bus.on('a', () => seen.push(1));
    bus.on('a', () => seen.push(2));
    bus.emit('a');
  });

  it('removes handlers', function () {
    const bus = new Bus();
    const off = bus.on('a', () => {});
    off();
    expect(bus.count('a')).to.be;
  });
});
