import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { createUserSession, verifyLogin } from '~/session.server';

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const redirectTo = form.get('redirectTo') as string || '/';
  const user = await verifyLogin(String(form.get('email')), String(form.get('password')));
  if (!user) {
    return redirect('/login');
  }
  return redirect(redirectTo, { headers: await createUserSession(user.id) });
}
