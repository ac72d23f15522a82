package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

type InvoiceHandler struct{ store *store.Store }

func (h *InvoiceHandler) Register(rg *gin.RouterGroup) {
	rg.GET("/invoices", h.List)
	rg.GET("/invoices/:id", h.Get)
	rg.POST("/invoices", h.Create)
	rg.DELETE("/invoices/:id", h.Delete)
}

func (h *InvoiceHandler) List(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "50"))
	offset, _ := strconv.Atoi(c.DefaultQuery("offset", "0"))
	rows, err := h.store.ListInvoices(c.Request.Context(), limit, offset)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not list invoices"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": rows, "limit": limit, "offset": offset})
}

func (h *InvoiceHandler) Get(c *gin.Context) {
	row, err := h.store.GetInvoice(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such invoice"})
		return
	}
	c.JSON(http.StatusOK, row)
}

type createInvoice struct {
	DisplayName string `json:"display_name" binding:"required"`
	OwnerID     string `json:"owner_id"`
}

func (h *InvoiceHandler) Create(c *gin.Context) {
	var body createInvoice
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid", "message": err.Error()})
		return
	}
	row, err := h.store.CreateInvoice(c.Request.Context(), body.DisplayName, body.OwnerID)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not create"})
		return
	}
	c.JSON(http.StatusCreated, row)
}

func (h *InvoiceHandler) Delete(c *gin.Context) {
	if err := h.store.DeleteInvoice(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such invoice"})
		return
	}
	c.Status(http.StatusNoContent)
}
