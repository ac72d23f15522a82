package api

import (
	"errors"
	"log/slog"
	"net/http"

	"example.com/shop/internal/domain"
)

// fail writes the answer for err. Only domain errors carry words that are meant for the customer.
func fail(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error) {
	var refused *domain.RefusedError
	switch {
	case errors.As(err, &refused):
		http.Error(w, refused.Public, http.StatusConflict)
	case errors.Is(err, domain.ErrNotFound):
		http.Error(w, domain.ErrNotFound.Error(), http.StatusNotFound)
	default:
		log.ErrorContext(r.Context(), "request failed", "path", r.URL.Path, "err", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	}
}

func writeNoContent(w http.ResponseWriter) {
	w.WriteHeader(http.StatusNoContent)
}
