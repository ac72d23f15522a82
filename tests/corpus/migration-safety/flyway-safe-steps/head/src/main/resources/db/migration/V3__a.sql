SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY ix ON orders (a);