package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
)

type labelRequest struct {
	OrderID  string `json:"order_id"`
	Carrier  string `json:"carrier"`
	Insured  bool   `json:"is_insured"`
}

func (s *Server) createLabel(w http.ResponseWriter, r *http.Request) {
	var body labelRequest
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "invalid", "malformed body")
		return
	}
	label, err := s.db.InsertLabel(r.Context(), body.OrderID, body.Carrier)
	switch {
	case errors.Is(err, ErrNoOrder):
		writeError(w, http.StatusNotFound, "not_found", "no such order")
	case err != nil:
		writeError(w, http.StatusInternalServerError, "internal", "could not create the label")
	default:
		w.Header().Set("Location", "/v1/labels/"+label.ID)
		writeJSON(w, http.StatusCreated, label)
	}
}

func (s *Server) labelPDF(w http.ResponseWriter, r *http.Request) {
	pdf, err := s.labels.Render(r.Context(), chi.URLParam(r, "labelID"))
	if err != nil {
		writeError(w, http.StatusNotFound, "not_found", "no such label")
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	_, _ = w.Write(pdf)
}
