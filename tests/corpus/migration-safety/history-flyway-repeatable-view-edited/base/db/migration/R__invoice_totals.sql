CREATE OR REPLACE VIEW invoice_totals AS
SELECT customer_id, sum(total) AS total
FROM invoices GROUP BY customer_id;
