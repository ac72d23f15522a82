import { useEffect, useState } from 'react';

export function Grid({ load }: { load: () => Promise<string[]> }) {
  const [rows, setRows] = useState<string[]>([]);
  useEffect(() => {
    void load().then(setRows);
    // Loads once: the parent passes a new function with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return <ul>{rows.map((row) => <li key={row}>{row}</li>)}</ul>;
}

// biome-ignore lint/suspicious/noExplicitAny: the plugin interface takes whatever the host hands over
export type Loose = any;
