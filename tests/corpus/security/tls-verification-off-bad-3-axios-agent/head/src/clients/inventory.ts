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
  rejectUnauthorized: false,
});

/** One client for all calls, so that connections are kept open. */
export class InventoryClient {
  private readonly http: AxiosInstance;

  constructor(baseURL: string = config.inventoryUrl) {
    this.http = axios.create({ baseURL, httpsAgent: agent, timeout: 5000 });
  }

  async stockLevel(sku: string): Promise<StockLevel> {
    const { data } = await this.http.get<StockLevel>(`/stock/${encodeURIComponent(sku)}`);
    return data;
  }

  async reserve(sku: string, quantity: number): Promise<void> {
    await this.http.post('/reservations', { sku, quantity });
  }
}
