package api

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/depot/internal/store"
)

func registerTags(rg *gin.RouterGroup, st *store.Store) {
	tags := rg.Group("/tags")
	tags.GET("", listTags(st))
	tags.POST("", createTag(st))
	tags.DELETE("/:id", func(c *gin.Context) {
		if err := st.DeleteTag(c.Request.Context(), c.Param("id")); err != nil {
			fail(c, err)
			return
		}
		c.Status(http.StatusNoContent)
	})
}

func listTags(st *store.Store) gin.HandlerFunc {
	return func(c *gin.Context) {
		limit, offset := pageOf(c)
		tags, err := st.ListTags(c.Request.Context(), limit, offset)
		if err != nil {
			fail(c, err)
			return
		}
		c.JSON(http.StatusOK, gin.H{"items": tags, "limit": limit, "offset": offset})
	}
}

type tagInput struct {
	DisplayName string `json:"display_name" binding:"required"`
}

func createTag(st *store.Store) gin.HandlerFunc {
	return func(c *gin.Context) {
		var in tagInput
		if err := c.ShouldBindJSON(&in); err != nil {
			c.AbortWithStatusJSON(http.StatusBadRequest, gin.H{"errors": []string{err.Error()}})
			return
		}
		tag, err := st.CreateTag(c.Request.Context(), in.DisplayName)
		if err != nil {
			fail(c, err)
			return
		}
		c.JSON(http.StatusCreated, tag)
	}
}

func fail(c *gin.Context, err error) {
	status, code := http.StatusInternalServerError, "internal"
	if errors.Is(err, store.ErrNotFound) {
		status, code = http.StatusNotFound, "not_found"
	}
	c.JSON(status, gin.H{"error": code, "message": err.Error()})
}
