import { useEffect, useState } from 'react';

export function Grid({ load }: { load: () => Promise<string[]> }) {
  const [rows, setRows] = useState<string[]>([]);
  useEffect(() => {
    void load().then(setRows);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <table>
      {/* @ts-expect-error */}
      <tbody align="middle">{rows.map((row) => <tr key={row}><td>{row}</td></tr>)}</tbody>
    </table>
  );
}

// biome-ignore lint/suspicious/noExplicitAny: <explanation>
export type Loose = any;
