package web

import (
	"net/http"
	"regexp"
	"strings"
)

// Go's engine takes linear time, so these may be nested.
var (
	tags  = regexp.MustCompile(`^([a-z]+,?)+$`)
	names = regexp.MustCompile(`^(\w+\s?)+$`)
)

// Tags answers whether the given tags are valid.
func Tags(w http.ResponseWriter, r *http.Request) {
	value := r.URL.Query().Get("tags")
	if !tags.MatchString(value) || !names.MatchString(r.FormValue("name")) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func words(text string) []string {
	return strings.Fields(text)
}
