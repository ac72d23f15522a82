export class Store {
  private readonly items = new Map<string, string>();

  get(key: string): string | undefined {
    return this.items.get(key);
  }
}
