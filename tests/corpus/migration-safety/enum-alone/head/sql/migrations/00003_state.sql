-- +goose Up
ALTER TYPE order_state ADD VALUE 'held';
ALTER TYPE order_state ADD VALUE 'released';
-- +goose Down
SELECT 1;
