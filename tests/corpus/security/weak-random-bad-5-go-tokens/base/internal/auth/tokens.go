package auth

import (
	"context"
	"fmt"
	"time"
)

// Store keeps tokens.
type Store interface {
	Save(ctx context.Context, user int64, token string, until time.Time) error
}
