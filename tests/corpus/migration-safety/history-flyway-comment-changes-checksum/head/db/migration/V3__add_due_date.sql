-- Adds the due date that finance asked for (FIN-204)
ALTER TABLE invoices ADD COLUMN due_on date;
