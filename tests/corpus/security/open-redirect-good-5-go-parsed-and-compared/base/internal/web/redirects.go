package web

import (
	"net/http"
	"net/url"
	"strings"
)

// Home is the front page.
func Home(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/home", http.StatusFound)
}
