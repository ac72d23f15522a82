import http from '../lib/http';
import { http as named } from '../lib/http';
import { fetchWithTimeout } from '../lib/fetch-with-timeout';

export interface Product {
  sku: string;
  title: string;
}

export class CatalogClient {
  constructor(private readonly base: string) {}

  async product(sku: string): Promise<Product> {
    const { data } = await http.get<Product>(`${this.base}/products/${encodeURIComponent(sku)}`);
    return data;
  }

  async search(term: string): Promise<Product[]> {
    const { data } = await named.get<{ items: Product[] }>(`${this.base}/search`, { params: { term } });
    return data.items;
  }

  async image(sku: string): Promise<ArrayBuffer> {
    const res = await fetchWithTimeout(`${this.base}/images/${encodeURIComponent(sku)}`);
    if (!res.ok) throw new Error(`image of ${sku}: status ${res.status}`);
    return res.arrayBuffer();
  }

  async suggestions(term: string, signal: AbortSignal): Promise<string[]> {
    const res = await fetch(`${this.base}/suggest?q=${encodeURIComponent(term)}`, { signal });
    if (!res.ok) throw new Error(`suggestions: status ${res.status}`);
    return (await res.json()) as string[];
  }
}
