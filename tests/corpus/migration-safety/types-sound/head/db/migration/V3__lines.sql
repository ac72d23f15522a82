CREATE TABLE invoice_lines (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_price NUMERIC(12, 2) NOT NULL,
    price_cents BIGINT NOT NULL,
    discount_rate DOUBLE PRECISION,
    latitude DOUBLE PRECISION,
    details JSONB NOT NULL DEFAULT '{}',
    opens TIME WITHOUT TIME ZONE,
    billed_on DATE NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);
