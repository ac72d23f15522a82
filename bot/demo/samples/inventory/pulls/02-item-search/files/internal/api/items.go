package api

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"larkfield.example/inventory/internal/store"
)

func (a *API) listItems(w http.ResponseWriter, r *http.Request) {
	limit, offset := window(r)
	items, total, err := a.store.Items(r.Context(), r.URL.Query().Get("q"), limit, offset)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, page{Items: items, Total: total})
}

func (a *API) createItem(w http.ResponseWriter, r *http.Request) {
	var wanted store.Item
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		refuse(w, http.StatusBadRequest, "bad_body", "The body is not an item.")
		return
	}
	item, err := a.store.AddItem(r.Context(), wanted)
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusCreated, item)
}

func (a *API) readItem(w http.ResponseWriter, r *http.Request) {
	item, err := a.store.Item(r.Context(), chi.URLParam(r, "itemID"))
	if err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, item)
}
