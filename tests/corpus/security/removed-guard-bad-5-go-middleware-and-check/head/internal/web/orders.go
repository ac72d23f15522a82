package web

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/orders"
)

// Routes registers the routes of orders.
func (h *Handler) Routes() http.Handler {
	r := chi.NewRouter()
	r.Get("/orders", h.list)
	r.Post("/orders/{id}/cancel", h.cancel)
	r.Get("/orders/{id}/events", h.events)
	return r
}

func (h *Handler) cancel(w http.ResponseWriter, r *http.Request) {
	order, err := h.orders.Find(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		h.fail(w, err)
		return
	}
	reason := r.FormValue("reason")
	if len(reason) > 500 {
		http.Error(w, "the reason is too long", http.StatusUnprocessableEntity)
		return
	}
	if err := h.orders.Cancel(r.Context(), order, reason); err != nil {
		h.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (h *Handler) events(w http.ResponseWriter, r *http.Request) {
	events, err := h.orders.Events(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		h.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(events); err != nil {
		h.log.Error("write events", "error", err)
	}
}

func (h *Handler) list(w http.ResponseWriter, r *http.Request) {
	found, err := h.orders.List(r.Context())
	if err != nil {
		h.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(found); err != nil {
		h.log.Error("write orders", "error", err)
	}
}

// Handler serves orders.
type Handler struct {
	orders *orders.Store
	log    logger
}
