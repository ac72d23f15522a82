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
}
