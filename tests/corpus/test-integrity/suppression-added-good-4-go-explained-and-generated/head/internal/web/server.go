package web

import (
	"context"
	"crypto/sha1" //nolint:gosec // WebSocket's handshake demands SHA-1 (RFC 6455)
	"encoding/base64"
	"errors"
	"net/http"
	"time"
)

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// Serve listens until the context ends.
func Serve(ctx context.Context, addr string, h http.Handler) error {
	server := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(stop)
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Accept answers a WebSocket key.
func Accept(key string) string {
	// #nosec G401 -- not for secrecy, the protocol fixes the hash
	sum := sha1.Sum([]byte(key + guid))
	return base64.StdEncoding.EncodeToString(sum[:])
}
