package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

func (a *API) registerPriceLists(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/price-lists", a.listPriceLists)
	mux.HandleFunc("POST /api/v1/price-lists", a.createPriceList)
	mux.HandleFunc("GET /api/v1/price-lists/{id}", a.getPriceList)
	mux.HandleFunc("DELETE /api/v1/price-lists/{id}", a.deletePriceList)
}

func (a *API) listPriceLists(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	size, _ := strconv.Atoi(q.Get("page_size"))
	rows, err := a.store.PriceLists(r.Context(), page, size)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusOK, map[string]any{"items": rows, "page": page})
}

func (a *API) getPriceList(w http.ResponseWriter, r *http.Request) {
	row, err := a.store.PriceList(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, row)
}

func (a *API) createPriceList(w http.ResponseWriter, r *http.Request) {
	var in PriceListInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return
	}
	row, err := a.store.InsertPriceList(r.Context(), in)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusCreated, row)
}

func (a *API) deletePriceList(w http.ResponseWriter, r *http.Request) {
	if err := a.store.DeletePriceList(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// PriceListInput is what clients send.
type PriceListInput struct {
	DisplayName string `json:"display_name"`
	OwnerID     string `json:"owner_id"`
}
