package webhook

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"time"
)

//go:embed templates/*.html
var files embed.FS

const payload = `{"kind": {{ printf "%q" .Kind }}, "amount": {{ .Amount }}}`

var (
	pages    = template.Must(template.ParseFS(files, "templates/*.html"))
	payloads = template.Must(template.New("payload").Parse(payload))
)

// Event is one thing that happened.
type Event struct {
	Kind   string
	Amount int
	At     time.Time
}

// Show renders an event as a page.
func Show(w http.ResponseWriter, r *http.Request) {
	at, err := time.Parse(time.RFC3339, r.FormValue("at"))
	if err != nil {
		http.Error(w, "bad time", http.StatusBadRequest)
		return
	}
	target, err := url.Parse(r.FormValue("target"))
	if err != nil || target.Host != "hooks.example.com" {
		http.Error(w, "bad target", http.StatusBadRequest)
		return
	}
	if err := pages.ExecuteTemplate(w, "event.html", Event{Kind: r.FormValue("kind"), At: at}); err != nil {
		http.Error(w, "cannot render", http.StatusInternalServerError)
	}
}

// Payload renders what is sent to subscribers.
func Payload(e Event) (json.RawMessage, error) {
	var out bytes.Buffer
	if err := payloads.Execute(&out, e); err != nil {
		return nil, fmt.Errorf("webhook: payload: %w", err)
	}
	return out.Bytes(), nil
}
