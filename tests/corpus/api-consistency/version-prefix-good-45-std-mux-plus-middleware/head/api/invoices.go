package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

func (a *API) registerInvoices(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/invoices", a.listInvoices)
	mux.HandleFunc("POST /api/v1/invoices", a.createInvoice)
	mux.HandleFunc("GET /api/v1/invoices/{id}", a.getInvoice)
	mux.HandleFunc("DELETE /api/v1/invoices/{id}", a.deleteInvoice)
}

func (a *API) listInvoices(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	size, _ := strconv.Atoi(q.Get("page_size"))
	rows, err := a.store.Invoices(r.Context(), page, size)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusOK, map[string]any{"items": rows, "page": page})
}

func (a *API) getInvoice(w http.ResponseWriter, r *http.Request) {
	row, err := a.store.Invoice(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, row)
}

func (a *API) createInvoice(w http.ResponseWriter, r *http.Request) {
	var in InvoiceInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return
	}
	row, err := a.store.InsertInvoice(r.Context(), in)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusCreated, row)
}

func (a *API) deleteInvoice(w http.ResponseWriter, r *http.Request) {
	if err := a.store.DeleteInvoice(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// InvoiceInput is what clients send.
type InvoiceInput struct {
	DisplayName string `json:"display_name"`
	OwnerID     string `json:"owner_id"`
}
