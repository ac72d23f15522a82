package main

import (
	"log/slog"
	"net/http"
	"os"
	"time"

	"example.com/billing/internal/invoices"
	"example.com/billing/internal/store"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	db, err := store.Open(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Error("open the database", "error", err)
		os.Exit(1)
	}
	defer db.Close()

	http.Handle("/invoices/", invoices.NewHandler(db, log))
	server := &http.Server{
		Addr:              ":8080",
		ReadHeaderTimeout: 5 * time.Second,
	}
	if err := server.ListenAndServe(); err != nil {
		log.Error("serve", "error", err)
		os.Exit(1)
	}
}
