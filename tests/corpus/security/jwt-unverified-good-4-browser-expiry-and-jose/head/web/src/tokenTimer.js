import { jwtDecode } from 'jwt-decode';
import { api } from './api.js';

const LEEWAY_MS = 30_000;

/** When the access token should be renewed, in milliseconds from now. */
export function renewIn(token) {
  const { exp } = jwtDecode(token);
  return Math.max(0, exp * 1000 - Date.now() - LEEWAY_MS);
}

/** Renews the token shortly before it expires. */
export function startTimer(getToken, onToken) {
  let timer = null;
  const schedule = () => {
    timer = setTimeout(async () => {
      const { data } = await api.post('/token/refresh');
      onToken(data.accessToken);
      schedule();
    }, renewIn(getToken()));
  };
  schedule();
  return () => clearTimeout(timer);
}
