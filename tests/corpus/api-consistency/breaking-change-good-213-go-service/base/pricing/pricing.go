// Package pricing sums up orders.
package pricing

// Total of the lines.
func Total(lines []int) int {
	sum := 0
	for _, line := range lines {
		sum += line
	}
	return sum
}
