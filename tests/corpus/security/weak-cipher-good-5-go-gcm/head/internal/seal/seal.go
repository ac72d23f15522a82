// Package seal protects values at rest.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
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

// Seal encrypts with a fresh nonce, which stands before the text.
func (b *Box) Seal(plain, label []byte) ([]byte, error) {
	block, err := aes.NewCipher(b.key)
	if err != nil {
		return nil, fmt.Errorf("new cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("new gcm: %w", err)
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(rand.Reader, nonce); err != nil {
		return nil, fmt.Errorf("read nonce: %w", err)
	}
	return aead.Seal(nonce, nonce, plain, label), nil
}

// SealStream is for phones without AES instructions.
func (b *Box) SealStream(plain []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(b.key)
	if err != nil {
		return nil, fmt.Errorf("new chacha20: %w", err)
	}
	nonce := make([]byte, chacha20poly1305.NonceSizeX, chacha20poly1305.NonceSizeX+len(plain)+aead.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("read nonce: %w", err)
	}
	return aead.Seal(nonce, nonce, plain, nil), nil
}

// Wrap encrypts a data key for a node.
func Wrap(pub *rsa.PublicKey, key []byte) ([]byte, error) {
	return rsa.EncryptOAEP(sha256.New(), rand.Reader, pub, key, nil)
}

// NewNodeKey makes the key of a node.
func NewNodeKey() (*rsa.PrivateKey, error) {
	return rsa.GenerateKey(rand.Reader, 4096)
}
