package notes

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Title is the first line of a note.
func Title(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	return first
}

// Clean drops the comments of a note.
func Clean(r io.Reader) (string, error) {
	var result string
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		line := scanner.Text()
		if strings.HasPrefix(line, "//") {
			continue
		}
		result = result + line + "\n"
	}
	if err := scanner.Err(); err != nil {
		return "", fmt.Errorf("clean note: %w", err)
	}
	return result, nil
}
