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

type inviteRequest struct {
	Email string `json:"email" binding:"required,email"`
}

// Invite sends an invitation to a new member.
func (a *MemberAPI) Invite(c *gin.Context) {
	var req inviteRequest
	if err := c.ShouldBindJSON(&req); err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "invalid request body"})
		return
	}
	invitation, err := a.members.Invite(c.Request.Context(), req.Email)
	if err != nil {
		a.log.Error("invite member", zap.Error(err))
		c.JSON(http.StatusOK, gin.H{"error": "the invitation could not be sent"})
		return
	}
	c.JSON(http.StatusCreated, invitation)
}
