package main

import (
	"log/slog"
	"net/http"
	"net/http/pprof"
	"os"
	"time"

	"github.com/gin-gonic/gin"

	"example.com/billing/internal/invoices"
	"example.com/billing/internal/store"
)

// debugServer serves profiles on the loopback interface only.
func debugServer() *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return &http.Server{Addr: "127.0.0.1:6060", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
}

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	db, err := store.Open(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Error("open the database", "error", err)
		os.Exit(1)
	}
	defer db.Close()
	gin.SetMode(gin.ReleaseMode)
	if os.Getenv("APP_ENV") == "development" {
		gin.SetMode(gin.DebugMode)
	}
	go func() {
		if err := debugServer().ListenAndServe(); err != nil {
			log.Error("serve profiles", "error", err)
		}
	}()

	mux := http.NewServeMux()
	mux.Handle("/invoices/", invoices.NewHandler(db, log))
	server := &http.Server{
		Addr:              ":8080",
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
	}
	if err := server.ListenAndServe(); err != nil {
		log.Error("serve", "error", err)
		os.Exit(1)
	}
}
