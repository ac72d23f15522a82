const BASE = import.meta.env.VITE_API_URL ?? '/api';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${BASE}${path}`, { credentials: 'same-origin', ...init });
  if (!response.ok) {
    throw new ApiError(response.status, response.statusText);
  }
  return (await response.json()) as T;
}

export interface Order {
  id: string;
  total: number;
}

export const orders = {
  get: (id: string) => call<Order>(`/orders/${encodeURIComponent(id)}`),
  list: (page: number) => call<Order[]>(`/orders?page=${page}`),
  create: (order: Omit<Order, 'id'>) => call<Order>('/orders', { method: 'POST', body: JSON.stringify(order) }),
};
