package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

func (s *Server) orderRoutes(r chi.Router) {
	r.Get("/", s.listOrders)
	r.Post("/", s.createOrder)
	r.Route("/{orderID}", func(r chi.Router) {
		r.Get("/", s.getOrder)
		r.Delete("/", s.deleteOrder)
	})
}

func (s *Server) listOrders(w http.ResponseWriter, r *http.Request) {
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	cursor := r.URL.Query().Get("cursor")
	rows, next, err := s.db.Orders(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": rows, "next_cursor": next})
}

func (s *Server) getOrder(w http.ResponseWriter, r *http.Request) {
	row, err := s.db.Order(r.Context(), chi.URLParam(r, "orderID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such order")
		return
	}
	writeJSON(w, http.StatusOK, row)
}

func (s *Server) createOrder(w http.ResponseWriter, r *http.Request) {
	var body struct {
		DisplayName string `json:"display_name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	row, err := s.db.InsertOrder(r.Context(), body.DisplayName)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) deleteOrder(w http.ResponseWriter, r *http.Request) {
	if err := s.db.DeleteOrder(r.Context(), chi.URLParam(r, "orderID")); err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such order")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
