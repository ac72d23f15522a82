-- +goose Up
ALTER TYPE order_state ADD VALUE 'held';
CREATE TABLE holds (id bigint PRIMARY KEY, state order_state NOT NULL DEFAULT 'held');
-- +goose Down
DROP TABLE holds;
