package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

type Client struct {
	base string
	http *http.Client
}

func New(base string) *Client {
	return &Client{base: base, http: &http.Client{Timeout: 5 * time.Second}}
}

func expect(resp *http.Response, want int) error {
	if resp.StatusCode != want {
		body, err := io.ReadAll(io.LimitReader(resp.Body, 512))
		if err != nil {
			return fmt.Errorf("read error body: %w", err)
		}
		return fmt.Errorf("mail service answered %s: %s", resp.Status, body)
	}
	return nil
}

func (c *Client) get(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return fmt.Errorf("build %s: %w", path, err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("get %s: %w", path, err)
	}
	defer resp.Body.Close()
	if err := expect(resp, http.StatusOK); err != nil {
		return err
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

// Template reads one template.
func (c *Client) Template(ctx context.Context, name string) (*Template, error) {
	var t Template
	if err := c.get(ctx, "/templates/"+name, &t); err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return &t, nil
}

// Proxy hands the service's own answer, whatever it is, to our caller.
func (c *Client) Proxy(w http.ResponseWriter, r *http.Request) error {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, c.base+"/preview", nil)
	if err != nil {
		return fmt.Errorf("build preview: %w", err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
	if _, err := io.Copy(w, resp.Body); err != nil {
		return fmt.Errorf("copy preview: %w", err)
	}
	return nil
}

type Template struct {
	Name    string `json:"name"`
	Subject string `json:"subject"`
}
