//go:build legacy

package mail

import "testing"

func TestStringRoundTrip(t *testing.T) {
	a, _ := Parse("ann@example.org")
	if a.String() != "ann@example.org" {
		t.Fatal(a)
	}
}
