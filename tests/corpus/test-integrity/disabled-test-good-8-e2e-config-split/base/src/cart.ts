export interface Item {
  sku: string;
  price: number;
  quantity: number;
}

export class Cart {
  private items = new Map<string, Item>();

  add(item: Item): void {
    const present = this.items.get(item.sku);
    if (present) {
      present.quantity += item.quantity;
      return;
    }
    this.items.set(item.sku, { ...item });
  }

  remove(sku: string): boolean {
    return this.items.delete(sku);
  }

  get total(): number {
    return [...this.items.values()].reduce((sum, i) => sum + i.price * i.quantity, 0);
  }

  get count(): number {
    return this.items.size;
  }
}
