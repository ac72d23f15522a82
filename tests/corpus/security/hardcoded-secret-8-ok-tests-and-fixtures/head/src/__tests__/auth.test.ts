const secret = 'Wq7ploVer92xTzK4';
it('signs', () => expect(sign({ a: 1 }, secret)).toBeTruthy());
