package web

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

var profilePage = template.Must(template.New("profile").Parse(`<h1>{{ .Name }}</h1><section>{{ .Bio }}</section>`))

type profileView struct {
	Name string
	Bio  template.HTML
}

func paragraphs(text string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		b.WriteString("<p>" + line + "</p>")
	}
	return b.String()
}

// Preview shows how a profile will look.
func Preview(w http.ResponseWriter, r *http.Request) {
	bio := r.FormValue("bio")
	view := profileView{
		Name: r.FormValue("name"),
		Bio:  template.HTML(paragraphs(bio)),
	}
	if err := profilePage.Execute(w, view); err != nil {
		http.Error(w, "cannot render", http.StatusInternalServerError)
	}
}

// Greeting writes a small page.
func Greeting(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<html><body><h1>Hello %s</h1></body></html>", name)
}
