package auth

import (
	"context"
	"fmt"
)

// Store finds users.
type Store interface {
	ByName(ctx context.Context, name string) (*User, error)
	SavePassword(ctx context.Context, id int64, hash string) error
}

// Service signs people in.
type Service struct {
	store Store
}

// Find returns the user, or ErrBadCredentials.
func (s *Service) Find(ctx context.Context, name string) (*User, error) {
	u, err := s.store.ByName(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("find user: %w", err)
	}
	if u == nil {
		return nil, ErrBadCredentials
	}
	return u, nil
}
