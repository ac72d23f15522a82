import { Status, parseStatus } from './status.js';
import { joinUrl } from './internal/url.js';

export interface ClientOptions {
  token: string;
  baseUrl?: string;
  timeoutMs?: number;
}

export class ParcelClient {
  private readonly baseUrl: string;

  constructor(private readonly options: ClientOptions) {
    this.baseUrl = options.baseUrl ?? 'https://api.parcelkit.dev/v2';
  }

  /** The last known status of a parcel. */
  async status(number: string, carrier?: string): Promise<Status> {
    const url = joinUrl(this.baseUrl, `parcels/${encodeURIComponent(number)}`, { carrier });
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${this.options.token}` },
      signal: AbortSignal.timeout(this.options.timeoutMs ?? 10_000),
    });
    if (!response.ok) {
      throw new Error(`parcel ${number}: ${response.status}`);
    }
    const body = (await response.json()) as { status: string };
    return parseStatus(body.status);
  }

  /** The address where people can follow the parcel. */
  trackingUrl(number: string): string {
    return joinUrl(this.baseUrl, `follow/${encodeURIComponent(number)}`, {});
  }
}

export function createClient(token: string): ParcelClient {
  return new ParcelClient({ token });
}
