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

// Charge is what the provider knows about a charge.
type Charge struct {
	ID     string `json:"id"`
	State  string `json:"state"`
	Amount int64  `json:"amount"`
}

// Charge reads one charge.
func (c *Client) Charge(ctx context.Context, id string) (*Charge, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/charges/"+url.PathEscape(id), nil)
	if err != nil {
		return nil, fmt.Errorf("build request for charge %s: %w", id, err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("read charge %s: %w", id, err)
	}
	defer resp.Body.Close()

	var charge Charge
	if err := json.NewDecoder(resp.Body).Decode(&charge); err != nil {
		return nil, fmt.Errorf("decode charge %s: %w", id, err)
	}
	return &charge, nil
}
