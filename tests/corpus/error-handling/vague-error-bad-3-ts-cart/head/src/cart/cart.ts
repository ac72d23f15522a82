export interface Item {
  sku: string;
  quantity: number;
  cents: number;
}

export class EmptyCartError extends Error {
  constructor(readonly cartId: string) {
    super(`cart ${cartId} is empty`);
  }
}

export class Cart {
  private readonly items = new Map<string, Item>();

  constructor(readonly id: string, private readonly limit = 50) {}

  add(item: Item): void {
    if (item.quantity <= 0) {
      throw new Error("Invalid quantity");
    }
    if (this.items.size >= this.limit) {
      throw new Error(`cart ${this.id} is full: at most ${this.limit} items`);
    }
    this.items.set(item.sku, item);
  }

  total(): number {
    if (this.items.size === 0) {
      throw new EmptyCartError(this.id);
    }
    return [...this.items.values()].reduce((sum, i) => sum + i.cents * i.quantity, 0);
  }

  async checkout(pay: (cents: number) => Promise<boolean>): Promise<void> {
    const paid = await pay(this.total());
    if (!paid) {
      throw new Error("Failed");
    }
    this.items.clear();
  }
}
