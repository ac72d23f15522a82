package sign

import (
	"net/url"
)

// Canonical orders the parameters of a request.
func Canonical(values url.Values) string {
	return values.Encode()
}
