package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

func (s *Server) customerRoutes(r chi.Router) {
	r.Get("/", s.listCustomers)
	r.Post("/", s.createCustomer)
	r.Route("/{customerID}", func(r chi.Router) {
		r.Get("/", s.getCustomer)
		r.Delete("/", s.deleteCustomer)
	})
}

func (s *Server) listCustomers(w http.ResponseWriter, r *http.Request) {
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	cursor := r.URL.Query().Get("cursor")
	rows, next, err := s.db.Customers(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": rows, "next_cursor": next})
}

func (s *Server) getCustomer(w http.ResponseWriter, r *http.Request) {
	row, err := s.db.Customer(r.Context(), chi.URLParam(r, "customerID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such customer")
		return
	}
	writeJSON(w, http.StatusOK, row)
}

func (s *Server) createCustomer(w http.ResponseWriter, r *http.Request) {
	var body struct {
		DisplayName string `json:"display_name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	row, err := s.db.InsertCustomer(r.Context(), body.DisplayName)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) deleteCustomer(w http.ResponseWriter, r *http.Request) {
	if err := s.db.DeleteCustomer(r.Context(), chi.URLParam(r, "customerID")); err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such customer")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
