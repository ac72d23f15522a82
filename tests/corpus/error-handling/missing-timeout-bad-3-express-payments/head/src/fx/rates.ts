import axios from 'axios';

export interface Rates {
  base: string;
  rates: Record<string, number>;
}

let cached: { at: number; rates: Rates } | undefined;
const MAX_AGE_MS = 10 * 60 * 1000;

/** Exchange rates, at most ten minutes old. */
export async function currentRates(base: string): Promise<Rates> {
  if (cached && Date.now() - cached.at < MAX_AGE_MS && cached.rates.base === base) {
    return cached.rates;
  }
  const { data } = await axios.get<Rates>('https://rates.example.com/latest', {
    params: { base },
    headers: { Accept: 'application/json' },
  });
  cached = { at: Date.now(), rates: data };
  return data;
}

export async function reportUsage(count: number): Promise<void> {
  await axios.post('https://rates.example.com/usage', { count }, { timeout: 2000 });
}
