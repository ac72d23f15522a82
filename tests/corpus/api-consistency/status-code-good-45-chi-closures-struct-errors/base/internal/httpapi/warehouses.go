package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

func (s *Server) warehouseRoutes(r chi.Router) {
	r.Get("/", s.listWarehouses)
	r.Post("/", s.createWarehouse)
	r.Route("/{warehouseID}", func(r chi.Router) {
		r.Get("/", s.getWarehouse)
		r.Delete("/", s.deleteWarehouse)
	})
}

func (s *Server) listWarehouses(w http.ResponseWriter, r *http.Request) {
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	cursor := r.URL.Query().Get("cursor")
	rows, next, err := s.db.Warehouses(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": rows, "next_cursor": next})
}

func (s *Server) getWarehouse(w http.ResponseWriter, r *http.Request) {
	row, err := s.db.Warehouse(r.Context(), chi.URLParam(r, "warehouseID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such warehouse")
		return
	}
	writeJSON(w, http.StatusOK, row)
}

func (s *Server) createWarehouse(w http.ResponseWriter, r *http.Request) {
	var body struct {
		DisplayName string `json:"display_name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	row, err := s.db.InsertWarehouse(r.Context(), body.DisplayName)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) deleteWarehouse(w http.ResponseWriter, r *http.Request) {
	if err := s.db.DeleteWarehouse(r.Context(), chi.URLParam(r, "warehouseID")); err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such warehouse")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
