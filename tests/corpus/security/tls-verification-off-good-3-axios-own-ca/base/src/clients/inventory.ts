import axios from 'axios';
import { config } from '../config';

export interface StockLevel {
  sku: string;
  quantity: number;
}

export async function stockLevel(sku: string): Promise<StockLevel> {
  const { data } = await axios.get<StockLevel>(`${config.inventoryUrl}/stock/${encodeURIComponent(sku)}`);
  return data;
}
