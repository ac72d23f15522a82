package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

func (a *API) registerCustomers(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/customers", a.listCustomers)
	mux.HandleFunc("POST /api/v1/customers", a.createCustomer)
	mux.HandleFunc("GET /api/v1/customers/{id}", a.getCustomer)
	mux.HandleFunc("DELETE /api/v1/customers/{id}", a.deleteCustomer)
}

func (a *API) listCustomers(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	size, _ := strconv.Atoi(q.Get("page_size"))
	rows, err := a.store.Customers(r.Context(), page, size)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusOK, map[string]any{"items": rows, "page": page})
}

func (a *API) getCustomer(w http.ResponseWriter, r *http.Request) {
	row, err := a.store.Customer(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, row)
}

func (a *API) createCustomer(w http.ResponseWriter, r *http.Request) {
	var in CustomerInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return
	}
	row, err := a.store.InsertCustomer(r.Context(), in)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusCreated, row)
}

func (a *API) deleteCustomer(w http.ResponseWriter, r *http.Request) {
	if err := a.store.DeleteCustomer(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// CustomerInput is what clients send.
type CustomerInput struct {
	DisplayName string `json:"display_name"`
	OwnerID     string `json:"owner_id"`
}
