import { api } from './api.js';

const KEY = 'session';

export function load() {
  return JSON.parse(window.localStorage.getItem(KEY) ?? 'null');
}
