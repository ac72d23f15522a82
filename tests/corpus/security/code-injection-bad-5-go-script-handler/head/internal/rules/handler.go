package rules

import (
	"encoding/json"
	"net/http"

	"github.com/dop251/goja"
	"github.com/traefik/yaegi/interp"
)

// Request is what the editor sends.
type Request struct {
	Script string         `json:"script"`
	Input  map[string]any `json:"input"`
}

// DryRun evaluates a rule in a fresh runtime and answers its result.
func DryRun(w http.ResponseWriter, r *http.Request) {
	var req Request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&req); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	vm := goja.New()
	if err := vm.Set("input", req.Input); err != nil {
		http.Error(w, "bad input", http.StatusBadRequest)
		return
	}
	value, err := vm.RunString(req.Script)
	if err != nil {
		http.Error(w, "script failed", http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"result": value.Export()})
}

// Compile checks a Go rule.
func Compile(w http.ResponseWriter, r *http.Request) {
	i := interp.New(interp.Options{})
	source := r.FormValue("source")
	if _, err := i.Eval(source); err != nil {
		http.Error(w, "does not compile", http.StatusUnprocessableEntity)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
