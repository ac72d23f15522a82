export async function load(url: string) {
  const transaction = Sentry.startTransaction({ name: 'load' });
  const res = await fetch(url);
  transaction.finish();
  return res.json();
}
