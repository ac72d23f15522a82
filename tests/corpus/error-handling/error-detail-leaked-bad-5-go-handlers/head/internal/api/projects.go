package api

import (
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"example.com/tracker/internal/store"
)

type ProjectHandler struct {
	store *store.Projects
	log   *slog.Logger
}

func (h *ProjectHandler) Get(w http.ResponseWriter, r *http.Request) {
	project, err := h.store.ByID(r.Context(), r.PathValue("id"))
	if errors.Is(err, sql.ErrNoRows) {
		http.Error(w, "project not found", http.StatusNotFound)
		return
	}
	if err != nil {
		h.log.ErrorContext(r.Context(), "read project", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, project)
}

type renameRequest struct {
	Name string `json:"name"`
}

// Rename changes the name of a project and keeps its slug.
func (h *ProjectHandler) Rename(w http.ResponseWriter, r *http.Request) {
	var body renameRequest
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, "body is not valid JSON", http.StatusBadRequest)
		return
	}
	if body.Name == "" {
		http.Error(w, "name is required", http.StatusUnprocessableEntity)
		return
	}
	project, err := h.store.Rename(r.Context(), r.PathValue("id"), body.Name)
	if err != nil {
		h.log.ErrorContext(r.Context(), "rename project", "err", err)
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, project)
}
