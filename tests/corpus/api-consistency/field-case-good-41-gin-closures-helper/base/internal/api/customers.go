package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

type CustomerHandler struct{ store *store.Store }

func (h *CustomerHandler) Register(rg *gin.RouterGroup) {
	rg.GET("/customers", h.List)
	rg.GET("/customers/:id", h.Get)
	rg.POST("/customers", h.Create)
	rg.DELETE("/customers/:id", h.Delete)
}

func (h *CustomerHandler) List(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "50"))
	offset, _ := strconv.Atoi(c.DefaultQuery("offset", "0"))
	rows, err := h.store.ListCustomers(c.Request.Context(), limit, offset)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not list customers"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": rows, "limit": limit, "offset": offset})
}

func (h *CustomerHandler) Get(c *gin.Context) {
	row, err := h.store.GetCustomer(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such customer"})
		return
	}
	c.JSON(http.StatusOK, row)
}

type createCustomer struct {
	DisplayName string `json:"display_name" binding:"required"`
	OwnerID     string `json:"owner_id"`
}

func (h *CustomerHandler) Create(c *gin.Context) {
	var body createCustomer
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid", "message": err.Error()})
		return
	}
	row, err := h.store.CreateCustomer(c.Request.Context(), body.DisplayName, body.OwnerID)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not create"})
		return
	}
	c.JSON(http.StatusCreated, row)
}

func (h *CustomerHandler) Delete(c *gin.Context) {
	if err := h.store.DeleteCustomer(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such customer"})
		return
	}
	c.Status(http.StatusNoContent)
}
