CREATE UNIQUE INDEX CONCURRENTLY accounts_api_key ON accounts (api_key) WHERE api_key IS NOT NULL;
