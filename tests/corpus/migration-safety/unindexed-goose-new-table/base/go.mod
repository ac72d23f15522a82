module shop

require github.com/jackc/pgx/v5 v5.6.0
