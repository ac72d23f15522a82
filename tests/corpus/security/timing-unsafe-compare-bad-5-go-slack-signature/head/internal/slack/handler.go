package slack

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
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
	mac := hmac.New(sha256.New, h.signingSecret)
	mac.Write([]byte("v0:" + r.Header.Get("X-Slack-Request-Timestamp") + ":"))
	mac.Write(body)
	expected := "v0=" + hex.EncodeToString(mac.Sum(nil))
	return expected == r.Header.Get("X-Slack-Signature")
}

// Command runs a slash command.
func (h *Handler) Command(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
		return
	}
	if !h.verify(r, body) {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// verifyRaw is for the old relay, which sends the bytes of the MAC in the trailer.
func (h *Handler) verifyRaw(body, received []byte) bool {
	mac := hmac.New(sha256.New, h.signingSecret)
	mac.Write(body)
	return bytes.Equal(mac.Sum(nil), received)
}
