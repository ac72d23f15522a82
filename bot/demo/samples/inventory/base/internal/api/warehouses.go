package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

func (a *API) listWarehouses(w http.ResponseWriter, r *http.Request) {
	limit, offset := window(r)
	warehouses, total, err := a.store.Warehouses(r.Context(), limit, offset)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, page{Items: warehouses, Total: total})
}

func (a *API) readWarehouse(w http.ResponseWriter, r *http.Request) {
	warehouse, err := a.store.Warehouse(r.Context(), chi.URLParam(r, "warehouseID"))
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, warehouse)
}

func (a *API) listStockLevels(w http.ResponseWriter, r *http.Request) {
	limit, offset := window(r)
	levels, total, err := a.store.StockLevels(r.Context(), limit, offset)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, page{Items: levels, Total: total})
}
