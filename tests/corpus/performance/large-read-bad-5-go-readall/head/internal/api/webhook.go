package api

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
)

// Hooks receives what the payment provider sends.
type Hooks struct {
	Verify func(body []byte, signature string) bool
	Queue  chan<- Event
}

// Event is one message of the provider.
type Event struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}

// ServeHTTP checks the signature and queues the event.
func (h *Hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		slog.Warn("read webhook", "err", err)
		http.Error(w, "cannot read the body", http.StatusBadRequest)
		return
	}
	if !h.Verify(body, r.Header.Get("X-Signature")) {
		http.Error(w, "wrong signature", http.StatusUnauthorized)
		return
	}
	var event Event
	if err := json.Unmarshal(body, &event); err != nil {
		http.Error(w, "not JSON", http.StatusBadRequest)
		return
	}
	h.Queue <- event
	w.WriteHeader(http.StatusAccepted)
}
