-- +goose Up
ALTER TABLE orders DROP CONSTRAINT orders_total_check;
ALTER TABLE payments DROP CONSTRAINT payments_total_check;
-- +goose Down
SELECT 1;
