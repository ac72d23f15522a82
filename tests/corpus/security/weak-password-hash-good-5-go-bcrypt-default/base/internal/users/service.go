package users

import (
	"context"
	"errors"
	"fmt"
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
