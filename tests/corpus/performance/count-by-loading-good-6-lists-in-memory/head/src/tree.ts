export class Tree {
  constructor(private readonly nodes: Map<string, string[]>) {}

  find(key: string): string[] {
    return this.nodes.get(key) ?? [];
  }

  depth(key: string): number {
    return this.find(key).length;
  }
}
