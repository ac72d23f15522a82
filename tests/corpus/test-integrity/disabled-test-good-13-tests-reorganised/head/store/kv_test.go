package store

import "testing"

func TestPut(t *testing.T) {
	tests := map[string]struct {
		values []string
		want   string
	}{
		"once":  {[]string{"1"}, "1"},
		"twice": {[]string{"1", "2"}, "2"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			kv := New()
			for _, value := range tc.values {
				kv.Put("a", value)
			}
			if got := kv.Get("a"); got != tc.want {
				t.Fatalf("got %q, want %q", got, tc.want)
			}
		})
	}
}
