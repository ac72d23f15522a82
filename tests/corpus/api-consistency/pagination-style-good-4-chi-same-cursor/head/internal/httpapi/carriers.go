package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

func (s *Server) carrierRoutes(r chi.Router) {
	r.Get("/", s.listCarriers)
	r.Post("/", s.createCarrier)
	r.Route("/{carrierID}", func(r chi.Router) {
		r.Get("/", s.getCarrier)
		r.Delete("/", s.deleteCarrier)
	})
}

func (s *Server) listCarriers(w http.ResponseWriter, r *http.Request) {
	region := r.URL.Query().Get("region")
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	cursor := r.URL.Query().Get("cursor")
	rows, next, err := s.db.Carriers(r.Context(), region, cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": rows, "next_cursor": next})
}

func (s *Server) getCarrier(w http.ResponseWriter, r *http.Request) {
	row, err := s.db.Carrier(r.Context(), chi.URLParam(r, "carrierID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such carrier")
		return
	}
	writeJSON(w, http.StatusOK, row)
}

func (s *Server) createCarrier(w http.ResponseWriter, r *http.Request) {
	var body struct {
		DisplayName string `json:"display_name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	row, err := s.db.InsertCarrier(r.Context(), body.DisplayName)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) deleteCarrier(w http.ResponseWriter, r *http.Request) {
	if err := s.db.DeleteCarrier(r.Context(), chi.URLParam(r, "carrierID")); err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such carrier")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
