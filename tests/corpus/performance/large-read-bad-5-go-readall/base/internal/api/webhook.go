package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

// Hooks receives what the payment provider sends.
type Hooks struct {
	Verify func(body []byte, signature string) bool
	Queue  chan<- Event
}

// Event is one message of the provider.
type Event struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
}
