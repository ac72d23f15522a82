package httpapi

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

func (s *Server) priceListRoutes(r chi.Router) {
	r.Get("/", s.listPriceLists)
	r.Post("/", s.createPriceList)
	r.Route("/{priceListID}", func(r chi.Router) {
		r.Get("/", s.getPriceList)
		r.Delete("/", s.deletePriceList)
	})
}

func (s *Server) listPriceLists(w http.ResponseWriter, r *http.Request) {
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	cursor := r.URL.Query().Get("cursor")
	rows, next, err := s.db.PriceLists(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"data": rows, "next_cursor": next})
}

func (s *Server) getPriceList(w http.ResponseWriter, r *http.Request) {
	row, err := s.db.PriceList(r.Context(), chi.URLParam(r, "priceListID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such price_list")
		return
	}
	writeJSON(w, http.StatusOK, row)
}

func (s *Server) createPriceList(w http.ResponseWriter, r *http.Request) {
	var body struct {
		DisplayName string `json:"display_name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	row, err := s.db.InsertPriceList(r.Context(), body.DisplayName)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) deletePriceList(w http.ResponseWriter, r *http.Request) {
	if err := s.db.DeletePriceList(r.Context(), chi.URLParam(r, "priceListID")); err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such price_list")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
