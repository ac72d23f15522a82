package web

import (
	"net/http"
	"strings"
)

func words(text string) []string {
	return strings.Fields(text)
}
