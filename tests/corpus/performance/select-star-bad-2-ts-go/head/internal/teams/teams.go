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

// ByID returns a team.
func ByID(ctx context.Context, db *sqlx.DB, id int64) (*Team, error) {
	var team Team
	if err := db.GetContext(ctx, &team, "SELECT * FROM teams WHERE id = $1", id); err != nil {
		return nil, fmt.Errorf("team %d: %w", id, err)
	}
	return &team, nil
}
