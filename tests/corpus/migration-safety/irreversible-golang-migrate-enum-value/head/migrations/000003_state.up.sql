ALTER TYPE user_state ADD VALUE IF NOT EXISTS 'blocked';
