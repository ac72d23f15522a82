package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/http"

	"github.com/microcosm-cc/bluemonday"
)

const analytics = `<script src="/js/analytics.js" defer></script>`

var (
	profilePage = template.Must(template.New("profile").Parse(`<h1>{{ .Name }}</h1><section>{{ .Bio }}</section>{{ .Script }}`))
	policy      = bluemonday.UGCPolicy()
)

type profileView struct {
	Name   string
	Bio    template.HTML
	Script template.HTML
}

// Preview shows how a profile will look.
func Preview(w http.ResponseWriter, r *http.Request) {
	view := profileView{
		Name:   r.FormValue("name"),
		Bio:    template.HTML(policy.Sanitize(r.FormValue("bio"))),
		Script: template.HTML(analytics),
	}
	var out bytes.Buffer
	if err := profilePage.Execute(&out, view); err != nil {
		http.Error(w, "cannot render", http.StatusInternalServerError)
		return
	}
	_, _ = out.WriteTo(w)
}

// Greeting writes a small page.
func Greeting(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<html><body><h1>Hello %s</h1></body></html>", html.EscapeString(r.URL.Query().Get("name")))
}

// Echo answers JSON.
func Echo(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"text": r.URL.Query().Get("text")})
}

// Plain answers text.
func Plain(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "hello %s\n", r.URL.Query().Get("name"))
}
