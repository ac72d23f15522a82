export type Listener = (key: string) => void;

export class Store {
  private readonly items = new Map<string, string>();
  private readonly listeners = new Set<Listener>();

  get(key: string): string | undefined {
    return this.items.get(key);
  }

  set(key: string, value: string): void {
    this.items.set(key, value);
    for (const listener of this.listeners) listener(key);
  }

  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  dump(): void {
    // eslint-disable-next-line no-console -- the one place that is meant to print
    console.log([...this.items]);
  }
}

declare global {
  interface Window {
    // The global is set by the server's page and has no better type.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    __STATE__: any;
  }
}

export function boot(): Store {
  const store = new Store();
  // @ts-expect-error older browsers have no structuredClone in lib.dom of 4.6
  const state = window.structuredClone(window.__STATE__);
  for (const [key, value] of Object.entries(state as Record<string, string>)) {
    store.set(key, value);
  }
  return store;
}
