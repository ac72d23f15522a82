package api

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"strconv"

	"larkfield.example/inventory/internal/store"
)

type page struct {
	Items any `json:"items"`
	Total int `json:"total"`
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Printf("write the answer: %v", err)
	}
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	answer(w, status, map[string]any{"error": map[string]string{"code": code, "message": message}})
}

func fail(w http.ResponseWriter, err error) {
	if errors.Is(err, store.ErrNotFound) {
		refuse(w, http.StatusNotFound, "not_found", "There is no such thing.")
		return
	}
	log.Printf("request failed: %v", err)
	refuse(w, http.StatusInternalServerError, "internal", "Something went wrong on our side.")
}

// window reads limit and offset, which every list takes.
func window(r *http.Request) (limit, offset int) {
	limit, offset = 50, 0
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && n > 0 && n <= 200 {
		limit = n
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("offset")); err == nil && n > 0 {
		offset = n
	}
	return limit, offset
}
