package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

func (a *API) registerOrders(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/orders", a.listOrders)
	mux.HandleFunc("POST /api/v1/orders", a.createOrder)
	mux.HandleFunc("GET /api/v1/orders/{id}", a.getOrder)
	mux.HandleFunc("DELETE /api/v1/orders/{id}", a.deleteOrder)
}

func (a *API) listOrders(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	size, _ := strconv.Atoi(q.Get("page_size"))
	rows, err := a.store.Orders(r.Context(), page, size)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusOK, map[string]any{"items": rows, "page": page})
}

func (a *API) getOrder(w http.ResponseWriter, r *http.Request) {
	row, err := a.store.Order(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, row)
}

func (a *API) createOrder(w http.ResponseWriter, r *http.Request) {
	var in OrderInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return
	}
	row, err := a.store.InsertOrder(r.Context(), in)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusCreated, row)
}

func (a *API) deleteOrder(w http.ResponseWriter, r *http.Request) {
	if err := a.store.DeleteOrder(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// OrderInput is what clients send.
type OrderInput struct {
	DisplayName string `json:"display_name"`
	OwnerID     string `json:"owner_id"`
}
