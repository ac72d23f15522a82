package teams

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Team is a group of people.
type Team struct {
	ID   int64  `db:"id"`
	Name string `db:"name"`
}
