package imports

import (
	"fmt"
	"regexp"
	"strings"
)

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// Clean takes everything but letters and digits out of the names.
func Clean(names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		out = append(out, notWord.ReplaceAllString(strings.ToLower(name), "-"))
	}
	return out
}

// Compile makes the patterns of a configuration.
func Compile(patterns []string) ([]*regexp.Regexp, error) {
	made := make([]*regexp.Regexp, 0, len(patterns))
	for _, pattern := range patterns {
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, fmt.Errorf("pattern %q: %w", pattern, err)
		}
		made = append(made, re)
	}
	return made, nil
}
