package api

import (
	"encoding/json"
	"net/http"
)

type API struct{ store Store }

func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	a.registerOrders(mux)
	a.registerCustomers(mux)
	a.registerInvoices(mux)
	a.registerWarehouses(mux)
	a.registerPriceLists(mux)
	mux.Handle("GET /api/v1/exports/{id}", a.auth(http.HandlerFunc(a.getExport)))
	mux.HandleFunc("POST /api/v1/exports", a.startExport)
	mux.HandleFunc("GET /healthz", a.health)
	return mux
}

func respond(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
