package slack

import (
	"log/slog"
	"net/http"
)

// Handler answers slash commands.
type Handler struct {
	log           *slog.Logger
	signingSecret []byte
	adminToken    string
}

// New returns a handler.
func New(log *slog.Logger, signingSecret, adminToken string) *Handler {
	return &Handler{log: log, signingSecret: []byte(signingSecret), adminToken: adminToken}
}

// Ping answers health checks.
func (h *Handler) Ping(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}
