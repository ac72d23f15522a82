CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE posts (id bigint PRIMARY KEY, title varchar(200) NOT NULL, body text NOT NULL);
CREATE INDEX posts_body_trgm ON posts USING gin (body gin_trgm_ops);
