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
