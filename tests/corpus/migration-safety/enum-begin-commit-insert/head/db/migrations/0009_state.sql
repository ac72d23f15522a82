BEGIN;
ALTER TYPE order_state ADD VALUE 'held' AFTER 'new';
INSERT INTO order_states (name) VALUES ('held');
COMMIT;
