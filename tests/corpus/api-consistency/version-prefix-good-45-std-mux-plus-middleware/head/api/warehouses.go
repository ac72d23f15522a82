package api

import (
	"encoding/json"
	"net/http"
	"strconv"
)

func (a *API) registerWarehouses(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/warehouses", a.listWarehouses)
	mux.HandleFunc("POST /api/v1/warehouses", a.createWarehouse)
	mux.HandleFunc("GET /api/v1/warehouses/{id}", a.getWarehouse)
	mux.HandleFunc("DELETE /api/v1/warehouses/{id}", a.deleteWarehouse)
}

func (a *API) listWarehouses(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	size, _ := strconv.Atoi(q.Get("page_size"))
	rows, err := a.store.Warehouses(r.Context(), page, size)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusOK, map[string]any{"items": rows, "page": page})
}

func (a *API) getWarehouse(w http.ResponseWriter, r *http.Request) {
	row, err := a.store.Warehouse(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, row)
}

func (a *API) createWarehouse(w http.ResponseWriter, r *http.Request) {
	var in WarehouseInput
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return
	}
	row, err := a.store.InsertWarehouse(r.Context(), in)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusCreated, row)
}

func (a *API) deleteWarehouse(w http.ResponseWriter, r *http.Request) {
	if err := a.store.DeleteWarehouse(r.Context(), r.PathValue("id")); err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// WarehouseInput is what clients send.
type WarehouseInput struct {
	DisplayName string `json:"display_name"`
	OwnerID     string `json:"owner_id"`
}
