package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

func (a *API) listStockOfWarehouse(w http.ResponseWriter, r *http.Request) {
	limit, offset := window(r)
	levels, total, err := a.store.StockOfWarehouse(r.Context(), chi.URLParam(r, "warehouseID"), limit, offset)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, page{Items: levels, Total: total})
}
