import { UpstreamError } from '../errors';

const BASE = process.env.PROVIDER_URL ?? 'https://provider.example.com';

export interface Charge {
  id: string;
  amount: number;
  currency: string;
}

export async function getCharge(id: string): Promise<Charge> {
  const res = await fetch(`${BASE}/charges/${encodeURIComponent(id)}`, {
    headers: authHeaders(),
    signal: AbortSignal.timeout(5_000),
  });
  if (!res.ok) throw new UpstreamError('charge lookup failed', res.status);
  return (await res.json()) as Charge;
}

function authHeaders(): Record<string, string> {
  return { Authorization: `Bearer ${process.env.PROVIDER_TOKEN}` };
}
