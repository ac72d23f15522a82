package tools

import (
	"encoding/json"
	"net/http"
)

// Handler serves the network tools.
type Handler struct{ Version string }

func (h *Handler) version(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"version": h.Version})
}
