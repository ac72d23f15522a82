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

// Add puts an article into the cart.
func (h *CartHandler) Add(w http.ResponseWriter, r *http.Request) {
	count, err := strconv.Atoi(r.FormValue("count"))
	if err != nil || count < 1 {
		http.Error(w, "count must be a positive number", http.StatusBadRequest)
		return
	}
	if err := h.carts.Add(r.Context(), r.PathValue("sku"), count); err != nil {
		fail(w, r, h.log, err)
		return
	}
	writeNoContent(w)
}

func (h *CartHandler) Clear(w http.ResponseWriter, r *http.Request) {
	h.carts.Clear(r.Context())
	writeNoContent(w)
}
