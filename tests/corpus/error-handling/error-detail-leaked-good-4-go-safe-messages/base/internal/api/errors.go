package api

import (
	"errors"
	"log/slog"
	"net/http"

	"example.com/shop/internal/domain"
)

func writeNoContent(w http.ResponseWriter) {
	w.WriteHeader(http.StatusNoContent)
}
