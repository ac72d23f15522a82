package internal

import "regexp"

// Codes counts the lines that hold a code.
func Codes(lines []string) int {
	n := 0
	for _, line := range lines {
		re := regexp.MustCompile(`[A-Z]{3}-\d+`)
		if re.MatchString(line) {
			n++
		}
	}
	return n
}
