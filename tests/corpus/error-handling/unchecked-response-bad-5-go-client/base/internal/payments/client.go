package payments

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Client speaks to the payment provider.
type Client struct {
	base string
	http *http.Client
}

// New gives a client with a timeout of ten seconds.
func New(base string) *Client {
	return &Client{base: base, http: &http.Client{Timeout: 10 * time.Second}}
}
