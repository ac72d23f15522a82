CREATE TABLE accounts (
    id bigserial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    api_key text,
    plan_code text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX accounts_created_at ON accounts (created_at);
