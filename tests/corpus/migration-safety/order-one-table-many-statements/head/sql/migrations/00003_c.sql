-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;
-- +goose Down
SELECT 1;
