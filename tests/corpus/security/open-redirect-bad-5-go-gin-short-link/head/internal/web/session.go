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
	ReturnTo string `form:"return_to"`
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
	if form.ReturnTo != "" {
		c.Redirect(http.StatusSeeOther, form.ReturnTo)
		return
	}
	c.Redirect(http.StatusSeeOther, "/")
}

// SwitchLanguage stores the language and goes back to the page it was chosen on.
func (h *SessionHandler) SwitchLanguage(w http.ResponseWriter, r *http.Request) {
	lang := strings.ToLower(r.URL.Query().Get("lang"))
	if lang != "de" && lang != "en" {
		lang = "en"
	}
	h.accounts.RememberLanguage(r.Context(), lang)
	back := r.FormValue("back")
	if back == "" {
		back = "/"
	}
	http.Redirect(w, r, back, http.StatusFound)
}

func startSession(c *gin.Context, user *accounts.User) {
	c.Set("user", user.ID)
}
