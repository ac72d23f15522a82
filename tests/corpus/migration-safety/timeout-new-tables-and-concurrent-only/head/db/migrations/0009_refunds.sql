CREATE TABLE refunds (id bigint PRIMARY KEY, note text);
CREATE INDEX refunds_note ON refunds (note);
CREATE INDEX CONCURRENTLY orders_note ON orders (note);
