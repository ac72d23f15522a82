import { useState } from 'react';

export interface Toast {
  key: string;
  text: string;
}

export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const add = (text: string) => {
    const key = Math.random().toString(36).slice(2);
    setToasts((old) => [...old, { key, text }]);
    window.setTimeout(() => setToasts((old) => old.filter((toast) => toast.key !== key)), 4000);
  };
  return { toasts, add };
}
