export function report(err: unknown): void {
  console.error(err);
}
