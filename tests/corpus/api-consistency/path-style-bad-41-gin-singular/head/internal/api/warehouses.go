package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

type WarehouseHandler struct{ store *store.Store }

func (h *WarehouseHandler) Register(rg *gin.RouterGroup) {
	rg.GET("/warehouses", h.List)
	rg.GET("/warehouses/:id", h.Get)
	rg.POST("/warehouses", h.Create)
	rg.DELETE("/warehouses/:id", h.Delete)
}

func (h *WarehouseHandler) List(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "50"))
	offset, _ := strconv.Atoi(c.DefaultQuery("offset", "0"))
	rows, err := h.store.ListWarehouses(c.Request.Context(), limit, offset)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not list warehouses"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": rows, "limit": limit, "offset": offset})
}

func (h *WarehouseHandler) Get(c *gin.Context) {
	row, err := h.store.GetWarehouse(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such warehouse"})
		return
	}
	c.JSON(http.StatusOK, row)
}

type createWarehouse struct {
	DisplayName string `json:"display_name" binding:"required"`
	OwnerID     string `json:"owner_id"`
}

func (h *WarehouseHandler) Create(c *gin.Context) {
	var body createWarehouse
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid", "message": err.Error()})
		return
	}
	row, err := h.store.CreateWarehouse(c.Request.Context(), body.DisplayName, body.OwnerID)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not create"})
		return
	}
	c.JSON(http.StatusCreated, row)
}

func (h *WarehouseHandler) Delete(c *gin.Context) {
	if err := h.store.DeleteWarehouse(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such warehouse"})
		return
	}
	c.Status(http.StatusNoContent)
}
