CREATE TABLE invoice_lines (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_price REAL NOT NULL,
    total_amount DOUBLE PRECISION NOT NULL,
    tax_rate DOUBLE PRECISION NOT NULL,
    weight_kg REAL,
    country CHAR(2) NOT NULL
);
