package proxy

import (
	"net/http"
	"time"
)

// Client gives up after a while.
func Client(limit time.Duration) *http.Client { return &http.Client{Timeout: limit} }
