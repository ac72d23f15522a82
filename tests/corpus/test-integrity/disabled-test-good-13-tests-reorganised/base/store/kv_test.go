package store

import "testing"

func TestPut(t *testing.T) {
	kv := New()
	kv.Put("a", "1")
	if kv.Get("a") != "1" {
		t.Fatal("not kept")
	}
}

func TestPutTwice(t *testing.T) {
	kv := New()
	kv.Put("a", "1")
	kv.Put("a", "2")
	if kv.Get("a") != "2" {
		t.Fatal("not replaced")
	}
}
