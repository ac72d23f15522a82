package auth

import (
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
