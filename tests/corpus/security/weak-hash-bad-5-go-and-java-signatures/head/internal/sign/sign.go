package sign

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"io"
	"net/url"
)

// Canonical orders the parameters of a request.
func Canonical(values url.Values) string {
	return values.Encode()
}

// Signature signs the parameters with the merchant's secret.
func Signature(values url.Values, secret string) string {
	sum := md5.Sum([]byte(Canonical(values) + secret))
	return hex.EncodeToString(sum[:])
}

// Verify compares in constant time.
func Verify(values url.Values, secret, signature string) bool {
	return subtle.ConstantTimeCompare([]byte(Signature(values, secret)), []byte(signature)) == 1
}

// InviteToken derives the token of an invitation.
func InviteToken(email, nonce string) string {
	h := sha1.New()
	io.WriteString(h, email)
	io.WriteString(h, nonce)
	return hex.EncodeToString(h.Sum(nil))
}
