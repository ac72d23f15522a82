BEGIN;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;

BEGIN;
ALTER TABLE customers ADD COLUMN region text;
COMMIT;
