from app.db import Session
from app.models import Post


def like(post_id: int) -> int:
    session = Session()
    post = session.get(Post, post_id)
    if post is None:
        raise NotFound(post_id)
    post.likes += 1
    session.add(post)
    session.commit()
    return post.likes
