package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"
)

// Sessions stores sessions.
type Sessions interface {
	Save(ctx context.Context, id string, userID int64, ttl time.Duration) error
	User(ctx context.Context, id string) (int64, error)
}

// Server serves the site.
type Server struct {
	sessions Sessions
	secure   bool
}

func (s *Server) user(r *http.Request) (int64, error) {
	c, err := r.Cookie("session_id")
	if err != nil {
		return 0, err
	}
	return s.sessions.User(r.Context(), c.Value)
}

const sessionTTL = 12 * time.Hour

func (s *Server) cookie(value string, ttl time.Duration) *http.Cookie {
	return &http.Cookie{
		Name:     "session_id",
		Value:    value,
		Path:     "/",
		MaxAge:   int(ttl.Seconds()),
		HttpOnly: true,
		Secure:   s.secure,
		SameSite: http.SameSiteLaxMode,
	}
}

// startSession stores a session and sets its cookie.
func (s *Server) startSession(w http.ResponseWriter, r *http.Request, userID int64) error {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return fmt.Errorf("read random bytes: %w", err)
	}
	id := base64.RawURLEncoding.EncodeToString(raw)
	if err := s.sessions.Save(r.Context(), id, userID, sessionTTL); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	http.SetCookie(w, s.cookie(id, sessionTTL))
	return nil
}

// endSession removes the cookie.
func (s *Server) endSession(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: "session_id", Value: "", Path: "/", MaxAge: -1})
}

// setLocale remembers the language.
func setLocale(w http.ResponseWriter, locale string) {
	http.SetCookie(w, &http.Cookie{Name: "locale", Value: locale, Path: "/", MaxAge: 31536000})
}
