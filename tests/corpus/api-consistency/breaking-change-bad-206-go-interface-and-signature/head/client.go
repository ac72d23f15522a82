// Package parcelkit talks to the tracking service.
package parcelkit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/acme/parcelkit/internal/wire"
)

// Store remembers what was fetched. Callers may bring their own.
type Store interface {
	Get(key string) (string, bool)
	Put(key, value string)
	Forget(key string)
}

// Options of a client.
type Options struct {
	Token   string
	BaseURL string
	Store   Store
}

// Client talks to the service.
type Client struct {
	opts Options
	http *http.Client
}

// New makes a client.
func New(opts Options) *Client {
	return &Client{opts: opts, http: http.DefaultClient}
}

// Status is the last known status of a parcel.
func (c *Client) Status(ctx context.Context, number string) (string, error) {
	if known, ok := c.opts.Store.Get(number); ok {
		return known, nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, wire.URL(c.opts.BaseURL, number), nil)
	if err != nil {
		return "", fmt.Errorf("status of %s: %w", number, err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return "", fmt.Errorf("status of %s: %w", number, err)
	}
	defer resp.Body.Close()
	var body struct {
		Status string `json:"status"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		return "", fmt.Errorf("status of %s: %w", number, err)
	}
	c.opts.Store.Put(number, body.Status)
	return body.Status, nil
}

// Refresh asks the service again.
func (c *Client) Refresh(ctx context.Context, number string) (string, error) {
	c.opts.Store.Forget(number)
	return c.Status(ctx, number)
}

// Label is the status in words.
func Label(status, language string) string {
	if language == "de" && status == "held" {
		return "beim Zoll"
	}
	if status == "held" {
		return "held at customs"
	}
	return status
}
