package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/desk/internal/store"
)

func (s *Server) listAgents(w http.ResponseWriter, r *http.Request) {
	limit, cursor := pageParams(r)
	rows, next, err := s.store.Agents(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, page{Items: rows, NextCursor: next})
}

func (s *Server) createAgent(w http.ResponseWriter, r *http.Request) {
	var in agentInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		writeError(w, http.StatusBadRequest, "bad_request", "the body is not JSON")
		return
	}
	row, err := s.store.CreateAgent(r.Context(), in.Title)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusCreated, row)
}

func (s *Server) getAgent(w http.ResponseWriter, r *http.Request) {
	row, err := s.store.Agent(r.Context(), chi.URLParam(r, "id"))
	if errors.Is(err, store.ErrNotFound) {
		writeError(w, http.StatusNotFound, "not_found", "no such record")
		return
	}
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not read")
		return
	}
	writeJSON(w, http.StatusOK, row)
}
