package auth

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// ErrBadCredentials is returned for an unknown user and a wrong password alike.
var ErrBadCredentials = errors.New("auth: wrong user name or password")

// User is what the store returns.
type User struct {
	ID           int64
	Name         string
	PasswordHash string
}

// HashPassword returns the stored form of a password.
func HashPassword(password, salt string) string {
	sum := sha256.Sum256([]byte(salt + password))
	return salt + ":" + hex.EncodeToString(sum[:])
}
