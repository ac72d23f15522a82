CREATE OR REPLACE VIEW invoice_totals AS
SELECT customer_id, sum(total) AS total, count(*) AS invoices
FROM invoices GROUP BY customer_id;
