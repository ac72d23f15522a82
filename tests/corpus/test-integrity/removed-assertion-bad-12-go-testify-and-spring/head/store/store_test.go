package store

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGet(t *testing.T) {
	s := New()
	s.Put("a", "1")
	got, err := s.Get("a")
	require.NoError(t, err)
	require.NotEmpty(t, got)
}

func TestGetMissing(t *testing.T) {
	_, err := New().Get("a")
	require.Error(t, err)
}
