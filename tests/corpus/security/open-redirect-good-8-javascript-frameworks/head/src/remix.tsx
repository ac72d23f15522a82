import { redirect } from '@remix-run/node';
import { safeRedirect } from '~/utils';

export async function action({ request }) {
  const form = await request.formData();
  const redirectTo = safeRedirect(form.get('redirectTo'), '/notes');
  return redirect(redirectTo);
}

export async function loader({ params }) {
  const note = await getNote(params.noteId);
  return redirect(`/notes/${note.id}`);
}
