package mail

import "testing"

func TestParse(t *testing.T) {
	a, err := Parse("Ann@Example.ORG")
	if err != nil || a.Domain != "example.org" {
		t.Fatalf("got %v, %v", a, err)
	}
}

func TestParseRefusesEmptyParts(t *testing.T) {
	for _, text := range []string{"", "@", "a@", "@b", "ab"} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
