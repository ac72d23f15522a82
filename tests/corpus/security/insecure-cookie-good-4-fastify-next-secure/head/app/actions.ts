'use server';

import { cookies } from 'next/headers';
import { createSession } from '../lib/session';

export async function setTheme(theme: string) {
  (await cookies()).set('theme', theme);
}

export async function startSession(userId: string) {
  const { id, expires } = await createSession(userId);
  const jar = await cookies();
  jar.set({
    name: 'session',
    value: id,
    expires,
    path: '/',
    sameSite: 'lax',
    secure: true,
    httpOnly: true,
  });
}

export async function endSession() {
  (await cookies()).delete('session');
}
