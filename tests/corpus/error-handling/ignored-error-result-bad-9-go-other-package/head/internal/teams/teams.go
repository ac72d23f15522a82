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

// Remove takes a member out of a team.
func (s *Service) Remove(ctx context.Context, actor, team, member string) error {
	if err := s.teams.Remove(ctx, team, member); err != nil {
		return fmt.Errorf("remove %s from %s: %w", member, team, err)
	}
	s.audit.Record(ctx, actor, "remove")
	return nil
}
