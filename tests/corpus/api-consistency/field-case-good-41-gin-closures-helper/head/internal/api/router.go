package api

import (
	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

// NewRouter wires every handler.
func NewRouter(st *store.Store) *gin.Engine {
	r := gin.New()
	r.GET("/healthz", func(c *gin.Context) { c.String(200, "ok") })
	v1 := r.Group("/api/v1")
	(&OrderHandler{store: st}).Register(v1)
	(&CustomerHandler{store: st}).Register(v1)
	(&InvoiceHandler{store: st}).Register(v1)
	(&WarehouseHandler{store: st}).Register(v1)
	(&PriceListHandler{store: st}).Register(v1)
	registerTags(v1, st)
	return r
}
