import { useState } from 'react';

export interface Toast {
  key: string;
  text: string;
}

export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const add = (text: string) => setToasts((old) => [...old, { key: String(old.length), text }]);
  return { toasts, add };
}
