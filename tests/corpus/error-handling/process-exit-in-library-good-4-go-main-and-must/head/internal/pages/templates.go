package pages

import (
	"fmt"
	"html/template"
	"net/http"
)

var page = mustParse("<h1>{{.}}</h1>")

func mustParse(text string) *template.Template {
	t, err := template.New("page").Parse(text)
	if err != nil {
		panic(fmt.Sprintf("template: %v", err))
	}
	return t
}

func init() {
	if page.Lookup("page") == nil {
		panic("the page template has lost its name")
	}
}

type kind int

const (
	small kind = iota
	large
)

func (k kind) String() string {
	switch k {
	case small:
		return "small"
	case large:
		return "large"
	}
	panic(fmt.Sprintf("unknown kind %d", int(k)))
}

// Wrap answers 500 for a panic and lets the server's own abort pass.
func Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				if cause == http.ErrAbortHandler {
					panic(cause)
				}
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
