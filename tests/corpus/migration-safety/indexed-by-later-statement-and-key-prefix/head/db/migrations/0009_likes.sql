CREATE TABLE likes (
    user_id bigint NOT NULL REFERENCES users (id),
    post_id bigint NOT NULL REFERENCES posts (id),
    PRIMARY KEY (user_id, post_id)
);
CREATE UNIQUE INDEX likes_post ON likes (post_id, user_id);
