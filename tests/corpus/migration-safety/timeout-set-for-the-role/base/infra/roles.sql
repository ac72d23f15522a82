ALTER ROLE migrator SET lock_timeout = '5s';
