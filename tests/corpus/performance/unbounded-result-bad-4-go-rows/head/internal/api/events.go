package api

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"example.com/tracker/internal/events"
)

// Events serves the events of the service.
type Events struct {
	Store *events.Store
}

// List answers GET /events.
func (h *Events) List(w http.ResponseWriter, r *http.Request) {
	all, err := h.Store.All(r.Context())
	if err != nil {
		slog.Error("list events", "err", err)
		http.Error(w, "could not list events", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(all); err != nil {
		slog.Error("encode events", "err", err)
	}
}
