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
