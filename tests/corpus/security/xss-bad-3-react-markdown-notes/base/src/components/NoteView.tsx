import { useEffect, useState } from 'react';
import { fetchNote, Note } from '../api/notes';

interface Props {
  noteId: string;
}

export function NoteView({ noteId }: Props) {
  const [note, setNote] = useState<Note | null>(null);

  useEffect(() => {
    let active = true;
    fetchNote(noteId).then((found) => {
      if (active) setNote(found);
    });
    return () => {
      active = false;
    };
  }, [noteId]);

  if (!note) return <p>Loading…</p>;
  return (
    <article>
      <h1>{note.title}</h1>
      <pre>{note.body}</pre>
    </article>
  );
}
