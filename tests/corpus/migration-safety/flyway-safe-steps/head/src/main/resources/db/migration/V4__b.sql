CREATE TABLE t (id bigint generated always as identity primary key, o bigint not null references orders(id));
CREATE INDEX t_o ON t (o);
INSERT INTO t (o) SELECT id FROM orders;
COMMENT ON TABLE t IS 'a; b';
GRANT SELECT ON t TO app;