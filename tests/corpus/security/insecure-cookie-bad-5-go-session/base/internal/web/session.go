package web

import (
	"context"
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
}

func (s *Server) user(r *http.Request) (int64, error) {
	c, err := r.Cookie("session_id")
	if err != nil {
		return 0, err
	}
	return s.sessions.User(r.Context(), c.Value)
}
