import { useCallback, useEffect, useState } from "react";
import { api, ApiError } from "../api";
import type { Invoice } from "../types";

interface State {
  invoices: Invoice[];
  loading: boolean;
  error: string | null;
}

export function useInvoices(accountId: string) {
  const [state, setState] = useState<State>({ invoices: [], loading: true, error: null });

  const load = useCallback(async () => {
    setState((s) => ({ ...s, loading: true }));
    try {
      const invoices = await api.invoices(accountId);
      setState({ invoices, loading: false, error: null });
    } catch (err) {
      const message = err instanceof ApiError ? err.message : "Invoices could not be loaded";
      setState({ invoices: [], loading: false, error: message });
    }
  }, [accountId]);

  useEffect(() => {
    void load();
  }, [load]);

  return { ...state, reload: load };
}

export function useDraft(key: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(() => {
    try {
      return window.localStorage.getItem(key) ?? "";
    } catch {
      // Storage is blocked in private windows; drafts are then not kept.
      return "";
    }
  });
  const keep = (text: string) => {
    setDraft(text);
    try {
      window.localStorage.setItem(key, text);
    } catch {
      // Same as above: without storage the draft lives as long as the page.
    }
  };
  return [draft, keep];
}
