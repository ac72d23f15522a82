package webhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"text/template"
)

// Event is one thing that happened.
type Event struct {
	Kind   string
	Amount int
}

func parse(source string) (*template.Template, error) {
	t, err := template.New("payload").Parse(source)
	if err != nil {
		return nil, fmt.Errorf("webhook: parse: %w", err)
	}
	return t, nil
}

// Preview renders the payload template of the request with a sample event.
func Preview(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Payload string `json:"payload"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&body); err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	t, err := parse(body.Payload)
	if err != nil {
		http.Error(w, "template does not parse", http.StatusUnprocessableEntity)
		return
	}
	var out bytes.Buffer
	if err := t.Execute(&out, Event{Kind: "paid", Amount: 12}); err != nil {
		http.Error(w, "template fails", http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(out.Bytes())
}
