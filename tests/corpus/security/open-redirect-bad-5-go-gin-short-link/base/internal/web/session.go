package web

import (
	"net/http"
	"strings"

	"github.com/example/portal/internal/accounts"
	"github.com/gin-gonic/gin"
)

// SessionHandler signs people in and out.
type SessionHandler struct {
	accounts *accounts.Service
}

type loginForm struct {
	Email    string `form:"email" binding:"required,email"`
	Password string `form:"password" binding:"required"`
}

// Login checks the credentials and starts a session.
func (h *SessionHandler) Login(c *gin.Context) {
	var form loginForm
	if err := c.ShouldBind(&form); err != nil {
		c.HTML(http.StatusBadRequest, "login.html", gin.H{"error": "Please fill in both fields."})
		return
	}
	user, err := h.accounts.Authenticate(c.Request.Context(), form.Email, form.Password)
	if err != nil {
		c.HTML(http.StatusUnauthorized, "login.html", gin.H{"error": "E-mail or password is wrong."})
		return
	}
	startSession(c, user)
	c.Redirect(http.StatusSeeOther, "/")
}

func startSession(c *gin.Context, user *accounts.User) {
	c.Set("user", user.ID)
}
