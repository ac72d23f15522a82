ALTER TABLE invoices DROP COLUMN paid_on;
