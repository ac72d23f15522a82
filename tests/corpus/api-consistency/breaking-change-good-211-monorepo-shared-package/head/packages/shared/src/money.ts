export interface Money {
  amount: number;
  currency: string;
}

export function sum(items: Money[], currency: string): Money {
  const amount = items.filter((i) => i.currency === currency).reduce((all, i) => all + i.amount, 0);
  return { amount, currency };
}
