package api

import (
	"encoding/json"
	"net/http"
)

type macroInput struct {
	Title string `json:"title"`
	Body  string `json:"body"`
}

func (s *Server) createMacro(w http.ResponseWriter, r *http.Request) {
	var in macroInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		writeError(w, http.StatusBadRequest, "bad_request", "the body is not JSON")
		return
	}
	if in.Title == "" {
		writeError(w, http.StatusUnprocessableEntity, "invalid", "a title is needed")
		return
	}
	macro, err := s.store.CreateMacro(r.Context(), in.Title, in.Body)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not create")
		return
	}
	writeJSON(w, http.StatusOK, macro)
}

func (s *Server) listPolicies(w http.ResponseWriter, r *http.Request) {
	limit, cursor := pageParams(r)
	rows, next, err := s.store.Policies(r.Context(), cursor, limit)
	if err != nil {
		writeError(w, http.StatusInternalServerError, "internal", "could not list")
		return
	}
	writeJSON(w, http.StatusOK, page{Items: rows, NextCursor: next})
}
