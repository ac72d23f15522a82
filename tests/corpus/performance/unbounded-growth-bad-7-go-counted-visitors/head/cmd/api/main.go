package main

import (
	"log/slog"
	"net/http"
	"os"
	"sync"

	"github.com/go-chi/chi/v5"

	"example.com/notes/internal/notes"
)

var (
	mu       sync.Mutex
	visitors = map[string]int{}
)

func countVisitor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		visitors[r.RemoteAddr]++
		mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	store, err := notes.Open(os.Getenv("NOTES_DB"))
	if err != nil {
		log.Error("cannot open the store", "err", err)
		os.Exit(1)
	}
	defer store.Close()

	r := chi.NewRouter()
	r.Use(countVisitor)
	r.Mount("/notes", notes.Routes(store, log))
	log.Info("listening", "addr", ":8080")
	if err := http.ListenAndServe(":8080", r); err != nil {
		log.Error("server stopped", "err", err)
	}
}
