export interface Line {
  sku: string;
  cents: number;
  quantity: number;
}

export function total(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
}
