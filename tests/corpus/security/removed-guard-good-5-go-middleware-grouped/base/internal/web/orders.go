package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/orders"
)

// Handler serves orders.
type Handler struct {
	orders *orders.Store
}

// Routes registers the routes of orders.
func (h *Handler) Routes() http.Handler {
	r := chi.NewRouter()
	r.Use(auth.RequireUser)
	r.Get("/orders", h.list)
	r.Post("/orders/{id}/cancel", h.cancel)
	return r
}

func (h *Handler) cancel(w http.ResponseWriter, r *http.Request) {
	order, err := h.orders.Find(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		h.fail(w, err)
		return
	}
	user := auth.UserFrom(r.Context())
	if order.UserID != user.ID && !user.IsAdmin {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	if err := h.orders.Cancel(r.Context(), order); err != nil {
		h.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
