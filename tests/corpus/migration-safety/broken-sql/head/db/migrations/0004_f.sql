\set ON_ERROR_STOP on
ALTER TABLE a ADD COLUMN b int NOT NULL;
ALTR TABEL x (;
CREATE INDEX i ON a (b);
INSERT INTO a VALUES ('it''s; fine');
UPDATE a SET b = 'x
