package inventory

import (
	"context"
	"database/sql"
	"fmt"
)

// Item is one article in the warehouse.
type Item struct {
	ID    int64
	SKU   string
	Title string
	Stock int
}

// Store reads and writes items.
type Store struct {
	db *sql.DB
}
