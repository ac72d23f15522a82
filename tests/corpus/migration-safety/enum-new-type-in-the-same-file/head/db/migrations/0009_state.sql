BEGIN;
CREATE TYPE hold_state AS ENUM ('held');
ALTER TYPE hold_state ADD VALUE 'released';
CREATE TABLE holds (id bigint PRIMARY KEY, state hold_state NOT NULL DEFAULT 'released');
COMMIT;
