SET lock_timeout = '3s';

ALTER TABLE warehouses ADD COLUMN country text NOT NULL DEFAULT 'PT';
