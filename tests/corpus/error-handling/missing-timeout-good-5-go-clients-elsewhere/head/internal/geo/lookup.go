package geo

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"example.com/app/internal/transport"
)

// Place is where an address lies.
type Place struct {
	City string `json:"city"`
}

// Lookup asks the geo service about addresses.
type Lookup struct {
	client *http.Client
	base   string
}

// NewLookup uses the client that the caller owns.
func NewLookup(client *http.Client, base string) *Lookup {
	return &Lookup{client: client, base: base}
}

// Find answers the place of an address.
func (l *Lookup) Find(ctx context.Context, ip string) (*Place, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base+"/ip/"+ip, nil)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	resp, err := l.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("look up %s: %w", ip, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("look up %s: status %d", ip, resp.StatusCode)
	}
	var place Place
	if err := json.NewDecoder(resp.Body).Decode(&place); err != nil {
		return nil, fmt.Errorf("decode place: %w", err)
	}
	return &place, nil
}

// Alive tells whether the service answers at all.
func Alive(url string) bool {
	resp, err := transport.Default.Get(url)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode < 500
}

// Warm fetches the tables once at start.
func Warm(parent context.Context, url string) error {
	ctx, cancel := context.WithTimeout(parent, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("build request: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("warm up: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("warm up: status %d", resp.StatusCode)
	}
	return nil
}
