import { api } from './api.js';

const listeners = new Set();

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let currentToken = null;
let lastEtag = '';

/** Called by the refresh timer; tells listeners only when the token is another one. */
export function setToken(token) {
  if (token === currentToken) {
    return;
  }
  currentToken = token;
  for (const listener of listeners) {
    listener(token);
  }
}

/** Loads the settings unless they are unchanged. */
export async function loadSettings(cache) {
  const response = await api.get('/settings');
  const etag = response.headers.etag;
  if (etag === lastEtag) {
    return cache;
  }
  lastEtag = etag;
  return response.data;
}

/** True when the entry of the map is the selected one. */
export function isSelected(entry, selectedKey) {
  return entry.key === selectedKey;
}

export function tokenKind(token) {
  if (token.type === 'access') {
    return 'short';
  }
  return token.type === 'refresh' ? 'long' : 'unknown';
}

export function cancelable(source, cancelToken) {
  return source.cancelToken === cancelToken;
}
