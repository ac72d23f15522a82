// @ts-nocheck
/** Format cents for display. */
export function format(cents) {
  /* istanbul ignore next */
  if (cents == null) return '';
  return `${(cents / 100).toFixed(2)} EUR`;
}
