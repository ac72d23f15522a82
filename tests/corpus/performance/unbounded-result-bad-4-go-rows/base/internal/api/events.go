package api

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"example.com/tracker/internal/events"
)

// Events serves the events of the service.
type Events struct {
	Store *events.Store
}
