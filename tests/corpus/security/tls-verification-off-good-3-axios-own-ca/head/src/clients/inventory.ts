import { readFileSync } from 'node:fs';
import https from 'node:https';
import axios, { AxiosInstance } from 'axios';
import { config } from '../config';

export interface StockLevel {
  sku: string;
  quantity: number;
}

const agent = new https.Agent({
  keepAlive: true,
  maxSockets: 50,
  ca: config.inventoryCaFile ? readFileSync(config.inventoryCaFile) : undefined,
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
});

/** One client for all calls, so that connections are kept open. */
export class InventoryClient {
  private readonly http: AxiosInstance;

  constructor(baseURL: string = config.inventoryUrl) {
    this.http = axios.create({ baseURL, httpsAgent: agent, timeout: 5000, validateStatus: () => true });
  }

  async stockLevel(sku: string): Promise<StockLevel> {
    const response = await this.http.get<StockLevel>(`/stock/${encodeURIComponent(sku)}`);
    if (response.status !== 200) {
      throw new Error(`inventory answered ${response.status}`);
    }
    return response.data;
  }

  async reserve(sku: string, quantity: number): Promise<void> {
    await this.http.post('/reservations', { sku, quantity, strict: false, verify: false });
  }
}
