package queue

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPopReturnsTheOldest(t *testing.T) {
	q := New(2)
	require.NoError(t, q.Push("a"))
	require.NoError(t, q.Push("b"))
	for _, want := range []string{"a", "b"} {
		got, ok := q.Pop()
		require.True(t, ok)
		require.Equal(t, want, got)
	}
}

func TestPushRefusesWhenFull(t *testing.T) {
	q := New(1)
	require.NoError(t, q.Push("a"))
	require.ErrorIs(t, q.Push("b"), ErrFull)
}

func TestDrain(t *testing.T) {
	q := New(2)
	require.NoError(t, q.Push("a"))
	require.NoError(t, q.Push("b"))
	assert.Equal(t, []string{"a", "b"}, q.Drain())
	assert.Empty(t, q.Drain())
}
