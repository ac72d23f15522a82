package web

import (
	"net/http"
	"net/url"
	"strings"
)

// localPath returns the target when it is a path of this site, otherwise "/".
func localPath(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return "/"
	}
	if !strings.HasPrefix(target, "/") || strings.HasPrefix(target, "//") || strings.Contains(target, "\\") {
		return "/"
	}
	return target
}

var documents = map[string]string{
	"terms":   "https://static.example.com/terms.pdf",
	"privacy": "https://static.example.com/privacy.pdf",
}

// Document sends the reader to the current version of a document.
func Document(w http.ResponseWriter, r *http.Request) {
	address, ok := documents[r.URL.Query().Get("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	http.Redirect(w, r, address, http.StatusFound)
}

// Continue goes back to where the visitor was before giving consent.
func Continue(w http.ResponseWriter, r *http.Request) {
	next := localPath(r.FormValue("next"))
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// HTTPS moves plain requests to the encrypted site.
func HTTPS(publicHost string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		target := "https://" + publicHost + r.URL.RequestURI()
		http.Redirect(w, r, target, http.StatusMovedPermanently)
	}
}

// Home is the front page.
func Home(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/home", http.StatusFound)
}
