package main

import (
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"

	"example.com/shop/internal/orders"
)

func newRouter(h *orders.Handler) *gin.Engine {
	r := gin.New()
	r.Use(gin.Recovery())
	origins := strings.Split(os.Getenv("CORS_ORIGINS"), ",")
	r.Use(cors.New(cors.Config{
		AllowOriginFunc:  func(origin string) bool { return slices.Contains(origins, origin) },
		AllowCredentials: true,
		AllowMethods:     []string{"GET", "POST", "DELETE"},
		AllowHeaders:     []string{"Authorization", "Content-Type"},
		MaxAge:           10 * time.Minute,
	}))
	r.GET("/orders", h.List)
	r.POST("/orders", h.Create)
	return r
}

// newPublicRouter serves the catalogue, which anyone may read.
func newPublicRouter(h *orders.Handler) *gin.Engine {
	r := gin.New()
	config := cors.DefaultConfig()
	config.AllowAllOrigins = true
	config.AllowMethods = []string{"GET"}
	r.Use(cors.New(config))
	r.GET("/catalogue", h.Catalogue)
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
