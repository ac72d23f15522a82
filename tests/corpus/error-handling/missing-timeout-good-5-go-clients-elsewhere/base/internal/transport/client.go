package transport

import (
	"net"
	"net/http"
	"time"
)

// Default is shared by every outbound client.
var Default = &http.Client{Timeout: 15 * time.Second}

// New builds a client with limits of its own.
func New(d time.Duration) *http.Client {
	dialer := &net.Dialer{Timeout: 3 * time.Second}
	return &http.Client{
		Timeout:   d,
		Transport: &http.Transport{DialContext: dialer.DialContext},
	}
}
