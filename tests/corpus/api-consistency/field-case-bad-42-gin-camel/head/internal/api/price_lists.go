package api

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

type PriceListHandler struct{ store *store.Store }

func (h *PriceListHandler) Register(rg *gin.RouterGroup) {
	rg.GET("/price-lists", h.List)
	rg.GET("/price-lists/:id", h.Get)
	rg.POST("/price-lists", h.Create)
	rg.DELETE("/price-lists/:id", h.Delete)
}

func (h *PriceListHandler) List(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "50"))
	offset, _ := strconv.Atoi(c.DefaultQuery("offset", "0"))
	rows, err := h.store.ListPriceLists(c.Request.Context(), limit, offset)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not list price_lists"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": rows, "limit": limit, "offset": offset})
}

func (h *PriceListHandler) Get(c *gin.Context) {
	row, err := h.store.GetPriceList(c.Request.Context(), c.Param("id"))
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such price_list"})
		return
	}
	c.JSON(http.StatusOK, row)
}

type createPriceList struct {
	DisplayName string `json:"display_name" binding:"required"`
	OwnerID     string `json:"owner_id"`
}

func (h *PriceListHandler) Create(c *gin.Context) {
	var body createPriceList
	if err := c.ShouldBindJSON(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "invalid", "message": err.Error()})
		return
	}
	row, err := h.store.CreatePriceList(c.Request.Context(), body.DisplayName, body.OwnerID)
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal", "message": "could not create"})
		return
	}
	c.JSON(http.StatusCreated, row)
}

func (h *PriceListHandler) Delete(c *gin.Context) {
	if err := h.store.DeletePriceList(c.Request.Context(), c.Param("id")); err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not_found", "message": "no such price_list"})
		return
	}
	c.Status(http.StatusNoContent)
}
