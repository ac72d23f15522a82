const MINIMUM_CENTS = 30;
const RATES: Record<string, number> = { card: 0.029, sepa: 0.008 };

/** Fee of one payment; unknown ways to pay cost as much as a card. */
export function fee(cents: number, method = 'card'): number {
  const rate = RATES[method] ?? 0.029;
  return Math.max(MINIMUM_CENTS, Math.round(cents * rate));
}
