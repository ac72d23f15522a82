export function fee(cents: number): number {
  return Math.max(30, Math.round(cents * 0.029));
}
