// Package pricing sums up orders.
package pricing

// Total of the lines.
func Total(lines []int, discount int) int {
	sum := -discount
	for _, line := range lines {
		sum += line
	}
	return sum
}
