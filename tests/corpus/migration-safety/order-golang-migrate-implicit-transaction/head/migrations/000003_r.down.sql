ALTER TABLE customers DROP COLUMN region;
ALTER TABLE orders DROP COLUMN region;
