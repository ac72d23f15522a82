package auth

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
)

type credentials struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// Service signs people in.
type Service struct {
	log   *slog.Logger
	users Users
}

// Users finds people.
type Users interface {
	Verify(ctx context.Context, email, password string) (int64, error)
	OpenSession(ctx context.Context, userID int64) (string, error)
}

func (s *Service) logout(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}
