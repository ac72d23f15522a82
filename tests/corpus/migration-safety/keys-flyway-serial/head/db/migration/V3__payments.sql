CREATE TABLE payments (
    id SERIAL PRIMARY KEY,
    invoice_id BIGINT NOT NULL,
    paid_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT payments_invoice FOREIGN KEY (invoice_id) REFERENCES invoices (id)
);
CREATE INDEX payments_invoice_id ON payments (invoice_id);
