package users

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/crypto/bcrypt"
)

// ErrUnauthorized is returned for every failed sign-in.
var ErrUnauthorized = errors.New("users: wrong credentials")

// Service manages users.
type Service struct {
	repo Repository
}

// New returns a service on a repository.
func New(repo Repository) *Service {
	return &Service{repo: repo}
}

// Register stores a new user with a bcrypt hash.
func (s *Service) Register(ctx context.Context, email, password string) (*User, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return nil, fmt.Errorf("hash password: %w", err)
	}
	u := &User{Email: email, PasswordHash: string(hash)}
	if err := s.repo.Insert(ctx, u); err != nil {
		return nil, fmt.Errorf("insert user: %w", err)
	}
	return u, nil
}

// SignIn checks the password and returns a session token; only its digest is stored.
func (s *Service) SignIn(ctx context.Context, email, password string) (string, error) {
	u, err := s.repo.ByEmail(ctx, email)
	if err != nil {
		return "", fmt.Errorf("find user: %w", err)
	}
	if u == nil {
		return "", ErrUnauthorized
	}
	if err := bcrypt.CompareHashAndPassword([]byte(u.PasswordHash), []byte(password)); err != nil {
		return "", ErrUnauthorized
	}
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("read random bytes: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(raw)
	sum := sha256.Sum256([]byte(token))
	if err := s.repo.SaveSession(ctx, u.ID, hex.EncodeToString(sum[:])); err != nil {
		return "", fmt.Errorf("save session: %w", err)
	}
	return token, nil
}
