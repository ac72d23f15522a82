-- +goose Up
CREATE TABLE user_sessions (
    id uuid PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX user_sessions_expires ON user_sessions (expires_at, user_id);
-- +goose Down
DROP TABLE user_sessions;
