package web

import (
	"encoding/json"
	"log"
	"net/http"

	"example.com/docs/internal/index"
)

type Search struct {
	index *index.Index
}

// Query answers a full text search.
func (s *Search) Query(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	q := r.URL.Query().Get("q")
	if q == "" {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]string{"error": "q is required"})
		return
	}
	hits, err := s.index.Find(r.Context(), q, 20)
	if err != nil {
		log.Printf("search %q: %v", q, err)
		_ = json.NewEncoder(w).Encode(map[string]string{"error": "search is not available"})
		return
	}
	if err := json.NewEncoder(w).Encode(hits); err != nil {
		log.Printf("write answer: %v", err)
	}
}

func NewSearch(i *index.Index) *Search {
	return &Search{index: i}
}
