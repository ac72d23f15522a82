package queue

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPopReturnsTheOldest(t *testing.T) {
	q := New(2)
	require.NoError(t, q.Push("a"))
	require.NoError(t, q.Push("b"))
	got, ok := q.Pop()
	if !ok || got != "a" {
		t.Fatalf("got %q, %v", got, ok)
	}
}

func TestPushRefusesWhenFull(t *testing.T) {
	q := New(1)
	require.NoError(t, q.Push("a"))
	err := q.Push("b")
	if !errors.Is(err, ErrFull) {
		t.Fatalf("got %v, want ErrFull", err)
	}
}

func TestDrain(t *testing.T) {
	q := New(2)
	require.NoError(t, q.Push("a"))
	require.NoError(t, q.Push("b"))
	assert.Equal(t, []string{"a", "b"}, q.Drain())
	assert.Empty(t, q.Drain())
}
