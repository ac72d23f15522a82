package tools

import (
	"context"
	"encoding/json"
	"net/http"
	"os/exec"
	"time"
)

// Handler serves the network tools.
type Handler struct{ Version string }

func (h *Handler) version(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"version": h.Version})
}

func lookup(ctx context.Context, domain, kind string) (string, error) {
	command := "dig +short " + kind + " " + domain + " | sort"
	out, err := exec.CommandContext(ctx, "bash", "-c", command).CombinedOutput()
	return string(out), err
}

// Lookup answers GET /tools/dns?domain=example.com.
func (h *Handler) Lookup(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	domain := r.URL.Query().Get("domain")
	kind := r.URL.Query().Get("type")
	if kind == "" {
		kind = "A"
	}
	answer, err := lookup(ctx, domain, kind)
	if err != nil {
		http.Error(w, "lookup failed", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"answer": answer})
}

// RunTool starts one of the installed tools.
func (h *Handler) RunTool(w http.ResponseWriter, r *http.Request) {
	tool := r.FormValue("tool")
	cmd := exec.Command(tool, "--version")
	out, err := cmd.Output()
	if err != nil {
		http.Error(w, "tool failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = w.Write(out)
}
