package web

import (
	"errors"
	"net/http"
	"strconv"

	"example.com/fleet/internal/vehicles"
)

func (s *Server) removeVehicle(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		http.Error(w, "bad id", http.StatusBadRequest)
		return
	}
	if err := s.vehicles.Remove(r.Context(), id); err != nil {
		if errors.Is(err, vehicles.ErrNotFound) {
			http.NotFound(w, r)
			return
		}
		s.log.Error("remove vehicle", "id", id, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
