package main

import (
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"

	"example.com/shop/internal/orders"
)

func newRouter(h *orders.Handler) *gin.Engine {
	r := gin.New()
	r.Use(gin.Recovery())
	r.GET("/orders", h.List)
	r.POST("/orders", h.Create)
	return r
}

func main() {
	h := orders.NewHandler(slog.Default())
	srv := &http.Server{Addr: ":8080", Handler: newRouter(h), ReadHeaderTimeout: 5 * time.Second}
	if err := srv.ListenAndServe(); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}
