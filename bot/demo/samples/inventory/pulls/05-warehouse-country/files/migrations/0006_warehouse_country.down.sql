ALTER TABLE warehouses DROP COLUMN country;
