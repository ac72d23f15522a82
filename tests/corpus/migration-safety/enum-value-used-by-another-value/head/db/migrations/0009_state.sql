BEGIN;
ALTER TYPE order_state ADD VALUE 'held';
INSERT INTO order_states (name) VALUES ('new');
COMMIT;
