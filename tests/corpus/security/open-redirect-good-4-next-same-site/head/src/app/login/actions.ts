'use server';

import { redirect } from 'next/navigation';
import { cookies } from 'next/headers';
import { signIn } from '@/lib/auth';

const LANDING: Record<string, string> = {
  admin: '/admin',
  editor: '/desk',
  reader: '/home',
};

export async function login(formData: FormData): Promise<void> {
  const user = await signIn(String(formData.get('email')), String(formData.get('password')));
  if (!user) {
    redirect('/login?error=1');
  }
  redirect(LANDING[user.role] ?? '/home');
}
