// Package seal protects values at rest.
package seal

import (
	"errors"
)

// ErrKey says that the key has the wrong size.
var ErrKey = errors.New("seal: the key must have 32 bytes")

// Box holds the key.
type Box struct {
	key []byte
}

// NewBox checks the key.
func NewBox(key []byte) (*Box, error) {
	if len(key) != 32 {
		return nil, ErrKey
	}
	return &Box{key: key}, nil
}
