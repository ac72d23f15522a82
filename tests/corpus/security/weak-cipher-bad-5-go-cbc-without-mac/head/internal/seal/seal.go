// Package seal protects values at rest.
package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
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

// Seal encrypts with the key of the box.
func (b *Box) Seal(plain []byte) ([]byte, error) {
	block, err := aes.NewCipher(b.key)
	if err != nil {
		return nil, fmt.Errorf("new cipher: %w", err)
	}
	pad := aes.BlockSize - len(plain)%aes.BlockSize
	padded := append(append([]byte{}, plain...), bytes.Repeat([]byte{byte(pad)}, pad)...)
	iv := make([]byte, aes.BlockSize)
	out := make([]byte, len(padded))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, padded)
	return out, nil
}

// NewNodeKey makes the key of a node.
func NewNodeKey() (*rsa.PrivateKey, error) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		return nil, fmt.Errorf("generate key: %w", err)
	}
	return key, nil
}

// Nonce reads n random bytes.
func Nonce(n int) ([]byte, error) {
	out := make([]byte, n)
	if _, err := io.ReadFull(rand.Reader, out); err != nil {
		return nil, fmt.Errorf("read random bytes: %w", err)
	}
	return out, nil
}
