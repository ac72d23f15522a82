package live

import (
	"log"
	"net/http"

	"github.com/gorilla/websocket"
)

type Hub struct {
	upgrader websocket.Upgrader
}

// Serve upgrades a request and sends ticks until the client goes.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request) {
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		log.Printf("upgrade: %v", err)
		return
	}
	defer conn.Close()
	for tick := range ticks(r.Context()) {
		if err := conn.WriteMessage(websocket.TextMessage, tick); err != nil {
			log.Printf("send: %v", err)
			return
		}
	}
}

// Download streams a file; once the first byte is out the status is fixed.
func (h *Hub) Download(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/csv")
	w.WriteHeader(http.StatusOK)
	if err := export(r.Context(), w); err != nil {
		log.Printf("export: %v", err)
		return
	}
}
