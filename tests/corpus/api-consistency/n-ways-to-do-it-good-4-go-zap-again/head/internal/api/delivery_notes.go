package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"

	"example.com/depot/internal/store"
)

type DeliveryNoteHandler struct{ store *store.Store }

func (h *DeliveryNoteHandler) Register(rg *gin.RouterGroup) {
	rg.GET("/delivery-notes", h.List)
	rg.GET("/delivery-notes/:id", h.Get)
	rg.POST("/delivery-notes", h.Create)
	rg.DELETE("/delivery-notes/:id", h.Delete)
}

func (h *DeliveryNoteHandler) List(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "50"))
	offset, _ := strconv.Atoi(c.DefaultQuery("offset", "0"))
	rows, err := h.store.ListDeliveryNotes(c.Request.Context(), limit, offset)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not list delivery_notes"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": rows, "limit": limit, "offset": offset})
}

func (h *DeliveryNoteHandler) Get(c *gin.Context) {
	row, err := h.store.GetDeliveryNote(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such delivery_note"})
		return
	}
	c.JSON(http.StatusOK, row)
}

type createDeliveryNote struct {
	DisplayName string `json:"display_name" binding:"required"`
	OwnerID     string `json:"owner_id"`
}

func (h *DeliveryNoteHandler) Create(c *gin.Context) {
	var body createDeliveryNote
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid", "message": err.Error()})
		return
	}
	row, err := h.store.CreateDeliveryNote(c.Request.Context(), body.DisplayName, body.OwnerID)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not create"})
		return
	}
	c.JSON(http.StatusCreated, row)
}

func (h *DeliveryNoteHandler) Delete(c *gin.Context) {
	if err := h.store.DeleteDeliveryNote(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such delivery_note"})
		return
	}
	c.Status(http.StatusNoContent)
}
