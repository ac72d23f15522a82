package store

import (
	"errors"
	"fmt"
	"strings"
)

// ErrMissing says that a key is unknown.
var ErrMissing = errors.New("missing")

// Store keeps texts.
type Store struct{ data, fallback map[string]string }

// New returns a store.
func New() *Store { return &Store{data: map[string]string{}} }

// Put keeps a value.
func (s *Store) Put(key, value string) { s.data[key] = value }

// Get finds a value.
func (s *Store) Get(key string) (string, error) {
	value, ok := s.data[key]
	if !ok {
		value, ok = s.fallback[key]
	}
	if !ok {
		return "", fmt.Errorf("key %s not found", key)
	}
	return strings.TrimSpace(value), nil
}
