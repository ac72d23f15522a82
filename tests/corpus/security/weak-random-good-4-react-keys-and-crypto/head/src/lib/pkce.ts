export interface Challenge {
  verifier: string;
}

/** The verifier and the challenge of a sign-in with PKCE. */
export function createChallenge(): Challenge {
  const bytes = new Uint8Array(32);
  crypto.getRandomValues(bytes);
  const verifier = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem('pkce', verifier);
  return { verifier };
}

export function passwordHint(hints: string[]): string {
  return hints[Math.floor(Math.random() * hints.length)];
}

export function clear(): void {
  sessionStorage.removeItem('pkce');
}
