ALTER TABLE warehouses ADD COLUMN country text NOT NULL DEFAULT 'PT';
