package main

import (
	"log"
	"net/http"
	"os"
	"time"

	"example.com/notes/internal/app"
	"example.com/notes/internal/pages"
)

func main() {
	if len(os.Args) > 2 {
		log.Fatal("usage: server [ADDRESS]")
	}
	handler, err := app.New(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatalf("start: %v", err)
	}
	server := &http.Server{Addr: ":8080", Handler: pages.Wrap(handler), ReadHeaderTimeout: 5 * time.Second}
	if err := server.ListenAndServe(); err != nil {
		log.Println(err)
		os.Exit(1)
	}
}
