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

// Login exchanges credentials for a session token.
func (s *Service) Login(w http.ResponseWriter, r *http.Request) {
	var body credentials
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, "bad body", http.StatusBadRequest)
		return
	}
	userID, err := s.users.Verify(r.Context(), body.Email, body.Password)
	if err != nil {
		s.log.Warn("login failed", "email", body.Email, "password", body.Password, "error", err)
		http.Error(w, "bad credentials", http.StatusUnauthorized)
		return
	}
	sessionToken, err := s.users.OpenSession(r.Context(), userID)
	if err != nil {
		s.log.Error("open session", "user", userID, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	s.log.Info("session opened", slog.Int64("user", userID), slog.String("token", sessionToken))
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"token": sessionToken})
}

func (s *Service) logout(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}
