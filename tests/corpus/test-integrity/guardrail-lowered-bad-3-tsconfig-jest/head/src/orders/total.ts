import rates from './tax.json';

export interface Line {
  sku: string;
  cents: number;
  quantity: number;
  taxClass?: string;
}

const table = rates as Record<string, number>;

/** Sum of all lines, tax included. */
export function total(lines: Line[]): number {
  return lines.reduce((sum, line) => {
    const net = line.cents * line.quantity;
    const rate = table[line.taxClass ?? 'standard'] ?? 0;
    return sum + Math.round(net * (1 + rate));
  }, 0);
}
