package feeds

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"
)

const api = "https://feeds.example.com/v2"

var (
	client  = &http.Client{Timeout: 10 * time.Second}
	allowed = map[string]bool{"news.example.com": true, "blog.example.com": true}
	nodes   = map[string]string{"a": "http://node-a:8080", "b": "http://node-b:8080"}
	billing = os.Getenv("BILLING_URL")
)

func get(ctx context.Context, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("feeds: request: %w", err)
	}
	return client.Do(req)
}

// Search asks our own feed service.
func Search(w http.ResponseWriter, r *http.Request) {
	query := url.Values{"q": {r.URL.Query().Get("q")}}
	resp, err := get(r.Context(), api+"/search?"+query.Encode())
	if err != nil {
		http.Error(w, "search failed", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_ = json.NewEncoder(w).Encode(map[string]int{"status": resp.StatusCode})
}

// Import reads a feed of one of our own sites.
func Import(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse(r.FormValue("url"))
	if err != nil || target.Scheme != "https" || !allowed[target.Hostname()] {
		http.Error(w, "host is not allowed", http.StatusBadRequest)
		return
	}
	resp, err := http.Get(target.String())
	if err != nil {
		http.Error(w, "feed cannot be read", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// Ping answers whether a node of the cluster is up.
func Ping(w http.ResponseWriter, r *http.Request) {
	base, ok := nodes[r.URL.Query().Get("node")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	resp, err := get(r.Context(), base+"/healthz")
	if err != nil {
		http.Error(w, "down", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// Invoice reads one invoice of the billing service.
func Invoice(ctx context.Context, number int64) (*http.Response, error) {
	return get(ctx, fmt.Sprintf("%s/invoices/%d", billing, number))
}
