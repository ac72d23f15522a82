package assets

import (
	"net/http"
)

// Type guesses the type of a file.
func Type(body []byte) string {
	return http.DetectContentType(body)
}
