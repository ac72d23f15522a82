package api

import (
	"log/slog"
	"net/http"
	"strconv"

	"example.com/shop/internal/domain"
)

type CartHandler struct {
	carts domain.Carts
	log   *slog.Logger
}

func (h *CartHandler) Clear(w http.ResponseWriter, r *http.Request) {
	h.carts.Clear(r.Context())
	writeNoContent(w)
}
