package imports

import (
	"regexp"
	"strings"
)

// Clean takes everything but letters and digits out of the names.
func Clean(names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		re := regexp.MustCompile(`[^a-z0-9]+`)
		out = append(out, re.ReplaceAllString(strings.ToLower(name), "-"))
	}
	return out
}
