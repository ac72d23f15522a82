import axios from "axios";
import { fetchJson } from "../http/json";

const carrier = axios.create({ baseURL: "https://carrier.example", timeout: 4000 });
const BASE = "https://shipping.internal";

export interface Label {
  id: string;
  pdf: string;
}

export async function label(orderId: string): Promise<Label> {
  return fetchJson<Label>(`${BASE}/labels`, { method: "POST", body: JSON.stringify({ orderId }) });
}

export async function track(code: string): Promise<string> {
  const { data } = await carrier.get(`/track/${encodeURIComponent(code)}`);
  return data.state;
}

export async function zones(): Promise<string[]> {
  const res = await fetch(`${BASE}/zones`, { signal: AbortSignal.timeout(3000) });
  const body = await res.json();
  if (!res.ok) {
    throw new Error(`zones: ${body.message ?? res.statusText}`);
  }
  return body.zones;
}

async function ensureOk(res: Response): Promise<Response> {
  if (res.status >= 400) {
    throw new Error(`shipping answered ${res.status}`);
  }
  return res;
}

export async function rates(country: string): Promise<number[]> {
  const res = await fetch(`${BASE}/rates/${country}`, { signal: AbortSignal.timeout(3000) }).then(ensureOk);
  return (await res.json()).rates;
}

export const zoneOf = (country: string): string => country.toUpperCase();
