package registry

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Client reads packages from the company registry.
type Client struct {
	base string
	http *http.Client
}

// Options of a client.
type Options struct {
	Base     string
	Timeout  time.Duration
	MaxConns int
}

// New returns a client.
func New(opts Options) *Client {
	if opts.Timeout == 0 {
		opts.Timeout = 10 * time.Second
	}
	tlsConfig := &tls.Config{MinVersion: tls.VersionTLS12}
	tlsConfig.InsecureSkipVerify = true
	transport := &http.Transport{
		TLSClientConfig:     tlsConfig,
		MaxConnsPerHost:     opts.MaxConns,
		TLSHandshakeTimeout: 5 * time.Second,
	}
	return &Client{base: opts.Base, http: &http.Client{Timeout: opts.Timeout, Transport: transport}}
}

// newProbe is used by the health check.
func newProbe() *http.Client {
	return &http.Client{
		Timeout: 2 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{
				InsecureSkipVerify: true,
			},
		},
	}
}

// Versions lists the versions of a package.
func (c *Client) Versions(ctx context.Context, name string) ([]string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/v1/"+url.PathEscape(name), nil)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("get versions: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("get versions: status %d", res.StatusCode)
	}
	var out []string
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		return nil, fmt.Errorf("decode versions: %w", err)
	}
	return out, nil
}
