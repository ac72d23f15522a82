export interface Challenge {
  verifier: string;
}

export function clear(): void {
  sessionStorage.removeItem('pkce');
}
