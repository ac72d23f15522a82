package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

func (a *API) registerPallets(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/pallets", a.listPallets)
	mux.HandleFunc("POST /api/v1/pallets", a.createPallet)
	mux.HandleFunc("GET /api/v1/pallets/{id}", a.getPallet)
	mux.HandleFunc("DELETE /api/v1/pallets/{id}", a.deletePallet)
	mux.HandleFunc("POST /api/pallets/{id}/seal", a.sealPallet)
}

func (a *API) listPallets(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	size, _ := strconv.Atoi(q.Get("page_size"))
	rows, err := a.store.Pallets(r.Context(), page, size)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusOK, map[string]any{"items": rows, "page": page})
}

func (a *API) getPallet(w http.ResponseWriter, r *http.Request) {
	row, err := a.store.Pallet(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, row)
}

func (a *API) createPallet(w http.ResponseWriter, r *http.Request) {
	var in PalletInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return
	}
	row, err := a.store.InsertPallet(r.Context(), in)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusCreated, row)
}

func (a *API) sealPallet(w http.ResponseWriter, r *http.Request) {
	if err := a.store.SealPallet(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (a *API) deletePallet(w http.ResponseWriter, r *http.Request) {
	if err := a.store.DeletePallet(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// PalletInput is what clients send.
type PalletInput struct {
	DisplayName string `json:"display_name"`
	OwnerID     string `json:"owner_id"`
}
