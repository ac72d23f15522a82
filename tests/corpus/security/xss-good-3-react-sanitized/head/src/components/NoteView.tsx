import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { useMemo } from 'react';
import type { Note } from '../api/notes';
import { THEME_SCRIPT } from './themeScript';

interface Props {
  note: Note;
}

function toHtml(markdown: string): string {
  const rendered = marked.parse(markdown) as string;
  return DOMPurify.sanitize(rendered, { USE_PROFILES: { html: true } });
}

export function NoteView({ note }: Props) {
  const html = useMemo(() => toHtml(note.body), [note.body]);
  return (
    <article>
      <h1>{note.title}</h1>
      <p>{`Last edited by ${note.editor}`}</p>
      <div dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}

export function ThemeScript() {
  return <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />;
}

export function StructuredData({ note }: Props) {
  const data = JSON.stringify({ '@type': 'Article', name: note.title }).replace(/</g, '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />;
}
