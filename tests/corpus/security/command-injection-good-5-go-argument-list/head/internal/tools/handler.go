package tools

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"time"
)

var tools = map[string]string{"dig": "/usr/bin/dig", "host": "/usr/bin/host"}

// Handler serves the network tools.
type Handler struct{ Version string }

func (h *Handler) version(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"version": h.Version})
}

func run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("run %s: %w", name, err)
	}
	return string(out), nil
}

// Lookup answers GET /tools/dns?domain=example.com&tool=dig.
func (h *Handler) Lookup(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	path, ok := tools[r.URL.Query().Get("tool")]
	if !ok {
		http.Error(w, "unknown tool", http.StatusBadRequest)
		return
	}
	answer, err := run(ctx, path, "+short", "--", r.URL.Query().Get("domain"))
	if err != nil {
		http.Error(w, "lookup failed", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"answer": answer})
}

// Disk answers GET /tools/disk?depth=2.
func (h *Handler) Disk(w http.ResponseWriter, r *http.Request) {
	depth, err := strconv.Atoi(r.URL.Query().Get("depth"))
	if err != nil {
		http.Error(w, "depth must be a number", http.StatusBadRequest)
		return
	}
	out, err := exec.CommandContext(r.Context(), "sh", "-c", fmt.Sprintf("du -d %d /srv | sort -h", depth)).Output()
	if err != nil {
		http.Error(w, "du failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = w.Write(out)
}
