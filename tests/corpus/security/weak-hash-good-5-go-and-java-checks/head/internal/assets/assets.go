package assets

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
)

// Type guesses the type of a file.
func Type(body []byte) string {
	return http.DetectContentType(body)
}

// ETag names one version of a file.
func ETag(body []byte) string {
	return fmt.Sprintf("%q", fmt.Sprintf("%x", sha1.Sum(body)))
}

// CacheKey names a rendered page.
func CacheKey(r *http.Request) string {
	sum := md5.Sum([]byte(r.URL.RequestURI()))
	return "page:" + hex.EncodeToString(sum[:])
}

// ContentMD5 is the header that the object store checks.
func ContentMD5(body []byte) string {
	sum := md5.Sum(body)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Sign signs a body.
func Sign(body, secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}
