package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"

	"example.com/club/internal/members"
)

type MemberAPI struct {
	members *members.Service
	log     *zap.Logger
}

func (a *MemberAPI) List(c *gin.Context) {
	found, err := a.members.List(c.Request.Context(), 100)
	if err != nil {
		a.log.Error("list members", zap.Error(err))
		c.JSON(http.StatusInternalServerError, gin.H{"error": "internal error"})
		return
	}
	c.JSON(http.StatusOK, found)
}
