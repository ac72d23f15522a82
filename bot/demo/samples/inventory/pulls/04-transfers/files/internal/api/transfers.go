package api

import (
	"encoding/json"
	"net/http"

	"larkfield.example/inventory/internal/store"
)

func (a *API) createTransfer(w http.ResponseWriter, r *http.Request) {
	var wanted store.Transfer
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		refuse(w, http.StatusBadRequest, "bad_body", "The body is not a transfer.")
		return
	}
	if err := a.store.Transfer(r.Context(), wanted); err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusCreated, wanted)
}
