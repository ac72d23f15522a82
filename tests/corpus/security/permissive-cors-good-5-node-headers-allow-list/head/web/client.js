import axios from 'axios';

export const api = axios.create({
  baseURL: '/api',
  withCredentials: true,
  timeout: 10_000,
});

export function loadFeed(url) {
  return fetch(url, { credentials: 'include', mode: 'cors', headers: { Accept: '*/*' } });
}
