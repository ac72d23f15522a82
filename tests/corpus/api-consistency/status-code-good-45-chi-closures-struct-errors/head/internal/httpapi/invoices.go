package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

func (s *Server) invoiceRoutes(r chi.Router) {
	r.Get("/", s.listInvoices)
	r.Post("/", s.createInvoice)
	r.Route("/{invoiceID}", func(r chi.Router) {
		r.Get("/", s.getInvoice)
		r.Delete("/", s.deleteInvoice)
	})
}

func (s *Server) listInvoices(w http.ResponseWriter, r *http.Request) {
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	cursor := r.URL.Query().Get("cursor")
	rows, next, err := s.db.Invoices(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": rows, "next_cursor": next})
}

func (s *Server) getInvoice(w http.ResponseWriter, r *http.Request) {
	row, err := s.db.Invoice(r.Context(), chi.URLParam(r, "invoiceID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such invoice")
		return
	}
	writeJSON(w, http.StatusOK, row)
}

func (s *Server) createInvoice(w http.ResponseWriter, r *http.Request) {
	var body struct {
		DisplayName string `json:"display_name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	row, err := s.db.InsertInvoice(r.Context(), body.DisplayName)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) deleteInvoice(w http.ResponseWriter, r *http.Request) {
	if err := s.db.DeleteInvoice(r.Context(), chi.URLParam(r, "invoiceID")); err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such invoice")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
