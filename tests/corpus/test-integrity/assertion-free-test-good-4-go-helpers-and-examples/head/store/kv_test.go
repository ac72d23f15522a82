package store

import (
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"example.org/kv/internal/storetest"
)

func TestMain(m *testing.M) {
	os.Exit(m.Run())
}

func mustGet(t *testing.T, kv KV, key, want string) {
	t.Helper()
	if got := kv.Get(key); got != want {
		t.Fatalf("%s: got %q, want %q", key, got, want)
	}
}

func TestGet(t *testing.T) {
	kv := KV{"a": "1"}
	mustGet(t, kv, "a", "1")
	mustGet(t, kv, "b", "")
}

func TestCopy(t *testing.T) {
	want := KV{"a": "1"}
	if diff := cmp.Diff(want, KV{"a": "1"}); diff != "" {
		t.Error(diff)
	}
}

func TestConformance(t *testing.T) {
	storetest.Run(t, func() storetest.Store { return KV{} })
}

func TestNoLeak(t *testing.T) {
	defer goleak.VerifyNone(t)
	_ = KV{}.Get("a")
}

func TestTable(t *testing.T) {
	for _, tc := range []struct{ key, want string }{{"a", "1"}, {"b", ""}} {
		tc := tc
		t.Run(tc.key, func(t *testing.T) {
			t.Parallel()
			mustGet(t, KV{"a": "1"}, tc.key, tc.want)
		})
	}
}

func TestNilMapDoesNotPanic(t *testing.T) {
	var kv KV
	_ = kv.Get("a")
}

func ExampleKV_Get() {
	fmt.Println(KV{"a": "1"}.Get("a"))
	// Output: 1
}

func BenchmarkGet(b *testing.B) {
	kv := KV{"a": "1"}
	for i := 0; i < b.N; i++ {
		kv.Get("a")
	}
}
