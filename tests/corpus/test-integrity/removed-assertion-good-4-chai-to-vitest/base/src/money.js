export function format(cents, currency = 'EUR') {
  if (!Number.isInteger(cents)) {
    throw new TypeError('cents must be whole');
  }
  return `${(cents / 100).toFixed(2)} ${currency}`;
}

export function parse(text) {
  const [amount, currency] = text.split(' ');
  return { cents: Math.round(Number(amount) * 100), currency };
}
