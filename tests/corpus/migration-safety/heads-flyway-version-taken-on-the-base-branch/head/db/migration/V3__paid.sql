ALTER TABLE invoices ADD COLUMN paid_on date;
