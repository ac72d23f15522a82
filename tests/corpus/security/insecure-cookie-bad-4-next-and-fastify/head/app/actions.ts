'use server';

import { cookies } from 'next/headers';
import { createSession } from '../lib/session';

export async function setTheme(theme: string) {
  (await cookies()).set('theme', theme);
}

export async function startSession(userId: string) {
  const { id, expires } = await createSession(userId);
  const jar = await cookies();
  const options = { expires, path: '/', sameSite: 'lax' as const, secure: true, httpOnly: false };
  jar.set('session', id, options);
}
