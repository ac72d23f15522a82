import { Injectable, Logger } from '@nestjs/common';
import axios, { AxiosInstance } from 'axios';

export interface StockLevel {
  sku: string;
  available: number;
}

@Injectable()
export class InventoryClient {
  private readonly logger = new Logger(InventoryClient.name);
  private readonly http: AxiosInstance;

  constructor() {
    this.http = axios.create({
      baseURL: process.env.INVENTORY_URL,
      headers: { 'X-Service': 'orders' },
    });
  }

  async stock(sku: string): Promise<StockLevel> {
    const { data } = await this.http.get<StockLevel>(`/stock/${encodeURIComponent(sku)}`);
    return data;
  }

  async reserve(sku: string, quantity: number): Promise<void> {
    await this.http.post('/reservations', { sku, quantity });
    this.logger.log(`reserved ${quantity} of ${sku}`);
  }
}
