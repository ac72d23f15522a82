package hub

import (
	"net/http"
	"sync"
)

// Codec turns values into bytes.
type Codec interface{ Encode(v any) ([]byte, error) }

var codecs = map[string]Codec{}

// Register adds a codec; packages call it from init.
func Register(name string, c Codec) {
	codecs[name] = c
}

func init() {
	Register("json", jsonCodec{})
}

// Hub keeps the open connections.
type Hub struct {
	mu    sync.Mutex
	conns map[string]*Conn
	slots chan struct{}
}

// New returns a hub with room for n workers.
func New(n int) *Hub {
	return &Hub{conns: map[string]*Conn{}, slots: make(chan struct{}, n)}
}

// Serve keeps a connection for as long as it lives.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrade(w, r)
	if err != nil {
		http.Error(w, "cannot upgrade", http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	h.conns[conn.ID] = conn
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		delete(h.conns, conn.ID)
		h.mu.Unlock()
	}()
	conn.Loop()
}

// Submit runs a job when a slot is free.
func (h *Hub) Submit(job func()) {
	h.slots <- struct{}{}
	go func() {
		defer func() { <-h.slots }()
		job()
	}()
}
