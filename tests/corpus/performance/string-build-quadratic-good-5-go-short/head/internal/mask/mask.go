package mask

import "strings"

// Mask hides all but the last digits of a card number.
func Mask(number string) string {
	shown := ""
	for i := 0; i < 4; i++ {
		shown += "*"
	}
	return shown + number[len(number)-4:]
}

// Join puts the names into one line.
func Join(names []string) string {
	return strings.Join(names, ", ")
}
