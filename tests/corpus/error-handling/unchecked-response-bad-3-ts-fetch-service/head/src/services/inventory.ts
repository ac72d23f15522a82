import { config } from "../config";

export interface Stock {
  sku: string;
  count: number;
}

export class InventoryClient {
  constructor(private readonly baseUrl: string = config.inventoryUrl) {}

  async stock(sku: string): Promise<Stock> {
    const response = await fetch(`${this.baseUrl}/stock/${encodeURIComponent(sku)}`, {
      signal: AbortSignal.timeout(3000),
    });
    if (!response.ok) {
      throw new Error(`inventory answered ${response.status} for ${sku}`);
    }
    return (await response.json()) as Stock;
  }

  async reserve(sku: string, count: number, orderId: string): Promise<string> {
    const response = await fetch(`${this.baseUrl}/reservations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sku, count, orderId }),
      signal: AbortSignal.timeout(3000),
    });
    const body = await response.json();
    return body.reservationId;
  }

  async release(reservationId: string): Promise<void> {
    const response = await fetch(`${this.baseUrl}/reservations/${encodeURIComponent(reservationId)}`, {
      method: "DELETE",
      signal: AbortSignal.timeout(3000),
    });
    if (response.status !== 204 && response.status !== 404) {
      throw new Error(`reservation ${reservationId} was not released: ${response.status}`);
    }
  }
}
