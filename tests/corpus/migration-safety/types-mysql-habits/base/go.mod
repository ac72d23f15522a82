module shop

require github.com/go-sql-driver/mysql v1.8.1
