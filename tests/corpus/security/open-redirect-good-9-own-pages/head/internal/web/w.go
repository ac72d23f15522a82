package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
)

func oauth(c *gin.Context) {
	u := cfg.AuthCodeURL(state(c))
	c.Redirect(http.StatusTemporaryRedirect, u)
}

func back(w http.ResponseWriter, r *http.Request) {
	ref, err := url.Parse(r.FormValue("next"))
	if err != nil || ref.IsAbs() || ref.Hostname() != "" {
		http.Redirect(w, r, "/", http.StatusFound)
		return
	}
	http.Redirect(w, r, ref.String(), http.StatusFound)
}

func slash(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
}

func item(c *gin.Context) {
	c.Redirect(http.StatusFound, "/items/"+c.Param("id"))
}
