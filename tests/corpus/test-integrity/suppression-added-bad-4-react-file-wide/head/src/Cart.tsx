/* eslint-disable */
import { useEffect, useState } from 'react';

interface Line {
  sku: string;
  quantity: number;
}

export function Cart() {
  const [lines, setLines] = useState<Line[]>([]);

  useEffect(() => {
    const stop = new AbortController();
    fetch('/api/cart', { signal: stop.signal })
      .then((answer) => answer.json())
      .then((body: Line[]) => setLines(body))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) console.error('cart failed', error);
      });
    return () => stop.abort();
  }, []);

  return (
    <ul>
      {lines.map((line) => (
        <li key={line.sku}>
          {line.quantity} x {line.sku}
        </li>
      ))}
    </ul>
  );
}
