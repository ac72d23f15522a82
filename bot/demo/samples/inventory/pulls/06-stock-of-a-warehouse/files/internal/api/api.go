// Package api answers HTTP requests.
package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"larkfield.example/inventory/internal/store"
)

// API holds what the handlers share.
type API struct {
	store *store.Store
}

// New gives the service's handler.
func New(s *store.Store) http.Handler {
	a := &API{store: s}
	r := chi.NewRouter()
	r.Route("/api/v1", func(r chi.Router) {
		r.Get("/warehouses", a.listWarehouses)
		r.Get("/warehouses/{warehouseID}", a.readWarehouse)
		r.Get("/warehouses/{warehouseID}/stock-levels", a.listStockOfWarehouse)
		r.Get("/items", a.listItems)
		r.Post("/items", a.createItem)
		r.Get("/items/{itemID}", a.readItem)
		r.Get("/stock-levels", a.listStockLevels)
	})
	return r
}
