import { marked } from "marked";
import { useMemo, useState } from "react";
import type { CommentDto } from "../api/types";
import { useDeleteComment } from "../api/comments";

interface Props {
  comment: CommentDto;
  canDelete: boolean;
}

export function Comment({ comment, canDelete }: Props) {
  const [confirming, setConfirming] = useState(false);
  const remove = useDeleteComment(comment.id);
  const html = useMemo(() => marked.parse(comment.body, { breaks: true }) as string, [comment.body]);

  return (
    <article className="comment" aria-labelledby={`comment-${comment.id}`}>
      <header id={`comment-${comment.id}`}>
        <strong>{comment.author.name}</strong>
        <time dateTime={comment.createdAt}>{new Date(comment.createdAt).toLocaleString()}</time>
      </header>
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
      {canDelete && !confirming && <button onClick={() => setConfirming(true)}>Delete</button>}
      {confirming && (
        <button disabled={remove.isPending} onClick={() => remove.mutate()}>
          Really delete
        </button>
      )}
    </article>
  );
}
