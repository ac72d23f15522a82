package teams

import (
	"context"
	"fmt"

	"example.com/club/internal/audit"
)

type Repository interface {
	Remove(ctx context.Context, team, member string) error
}

type Service struct {
	teams Repository
	audit *audit.Log
}
