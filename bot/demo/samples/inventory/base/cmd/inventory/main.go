package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"larkfield.example/inventory/internal/api"
	"larkfield.example/inventory/internal/store"
)

func main() {
	pool, err := pgxpool.New(context.Background(), os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatalf("connect to the database: %v", err)
	}
	defer pool.Close()
	server := &http.Server{
		Addr:              ":8080",
		Handler:           api.New(store.New(pool)),
		ReadHeaderTimeout: 5 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
