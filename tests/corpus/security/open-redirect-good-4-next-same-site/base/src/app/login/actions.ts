'use server';

import { redirect } from 'next/navigation';
import { cookies } from 'next/headers';
import { signIn } from '@/lib/auth';

export async function login(formData: FormData): Promise<void> {
  const user = await signIn(String(formData.get('email')), String(formData.get('password')));
  if (!user) {
    redirect('/login?error=1');
  }
  redirect('/home');
}
