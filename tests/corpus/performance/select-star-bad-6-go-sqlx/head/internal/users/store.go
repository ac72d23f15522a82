package users

import (
	"context"

	"github.com/jmoiron/sqlx"
)

type User struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
}

func ByEmail(ctx context.Context, db *sqlx.DB, email string) (User, error) {
	var user User
	err := db.GetContext(ctx, &user, "SELECT u.* FROM users u WHERE u.email = $1", email)
	return user, err
}
