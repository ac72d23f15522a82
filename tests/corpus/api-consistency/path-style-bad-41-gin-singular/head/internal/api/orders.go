package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

type OrderHandler struct{ store *store.Store }

func (h *OrderHandler) Register(rg *gin.RouterGroup) {
	rg.GET("/orders", h.List)
	rg.GET("/orders/:id", h.Get)
	rg.POST("/orders", h.Create)
	rg.DELETE("/orders/:id", h.Delete)
}

func (h *OrderHandler) List(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "50"))
	offset, _ := strconv.Atoi(c.DefaultQuery("offset", "0"))
	rows, err := h.store.ListOrders(c.Request.Context(), limit, offset)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not list orders"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": rows, "limit": limit, "offset": offset})
}

func (h *OrderHandler) Get(c *gin.Context) {
	row, err := h.store.GetOrder(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such order"})
		return
	}
	c.JSON(http.StatusOK, row)
}

type createOrder struct {
	DisplayName string `json:"display_name" binding:"required"`
	OwnerID     string `json:"owner_id"`
}

func (h *OrderHandler) Create(c *gin.Context) {
	var body createOrder
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid", "message": err.Error()})
		return
	}
	row, err := h.store.CreateOrder(c.Request.Context(), body.DisplayName, body.OwnerID)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not create"})
		return
	}
	c.JSON(http.StatusCreated, row)
}

func (h *OrderHandler) Delete(c *gin.Context) {
	if err := h.store.DeleteOrder(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such order"})
		return
	}
	c.Status(http.StatusNoContent)
}
