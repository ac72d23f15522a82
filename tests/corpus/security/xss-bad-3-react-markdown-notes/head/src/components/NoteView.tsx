import { useEffect, useState } from 'react';
import { marked } from 'marked';
import { fetchNote, Note } from '../api/notes';

interface Props {
  noteId: string;
  highlight?: string;
}

function withHighlight(html: string, term: string): string {
  return html.split(term).join(`<mark>${term}</mark>`);
}

export function NoteView({ noteId, highlight }: Props) {
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
  let html = marked.parse(note.body) as string;
  if (highlight) {
    html = withHighlight(html, highlight);
  }
  return (
    <article>
      <h1>{note.title}</h1>
      <div className="note-body" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}
