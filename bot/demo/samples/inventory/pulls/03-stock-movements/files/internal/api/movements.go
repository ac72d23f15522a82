package api

import (
	"encoding/json"
	"net/http"

	"larkfield.example/inventory/internal/store"
)

func (a *API) listStockMovements(w http.ResponseWriter, r *http.Request) {
	limit, offset := window(r)
	movements, total, err := a.store.Movements(r.Context(), limit, offset)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, page{Items: movements, Total: total})
}

func (a *API) createStockMovement(w http.ResponseWriter, r *http.Request) {
	var wanted store.Movement
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		refuse(w, http.StatusBadRequest, "bad_body", "The body is not a stock movement.")
		return
	}
	movement, err := a.store.Move(r.Context(), wanted)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusCreated, movement)
}
