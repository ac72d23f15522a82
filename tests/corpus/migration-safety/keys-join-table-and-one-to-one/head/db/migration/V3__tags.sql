CREATE TABLE invoice_tags (
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (invoice_id, tag_id)
);
CREATE INDEX ON invoice_tags (tag_id);

CREATE TABLE invoice_notes (
    invoice_id INTEGER PRIMARY KEY REFERENCES invoices (id),
    body TEXT NOT NULL
);
