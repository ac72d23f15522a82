package feeds

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

type feed struct {
	Title string `xml:"channel>title"`
}

func load(ctx context.Context, address string) (*feed, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("feeds: request: %w", err)
	}
	req.Header.Set("Accept", "application/rss+xml")
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("feeds: fetch: %w", err)
	}
	defer resp.Body.Close()
	var f feed
	if err := xml.NewDecoder(resp.Body).Decode(&f); err != nil {
		return nil, fmt.Errorf("feeds: decode: %w", err)
	}
	return &f, nil
}

// Import answers POST /feeds with {"url": "..."}.
func Import(w http.ResponseWriter, r *http.Request) {
	var body struct {
		URL string `json:"url"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	f, err := load(r.Context(), body.URL)
	if err != nil {
		http.Error(w, "feed cannot be read", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(f)
}

// Ping answers whether a node of the cluster is up.
func Ping(w http.ResponseWriter, r *http.Request) {
	node := r.URL.Query().Get("node")
	resp, err := http.Get("http://" + node + "/healthz")
	if err != nil {
		http.Error(w, "down", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}
