package auth

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/crypto/bcrypt"
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

// Rehash stores a fresh hash after a password change.
func (s *Service) Rehash(ctx context.Context, u *User, password string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	if err := s.store.SavePassword(ctx, u.ID, string(hash)); err != nil {
		return fmt.Errorf("save password of user %d: %w", u.ID, err)
	}
	return nil
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
