package store

import "sync"

// KV keeps texts.
type KV struct{ 
	mu   sync.Mutex
	data map[string]string
}

// New returns an empty KV.
func New() *KV { return &KV{data: map[string]string{}} }

// Put keeps a text.
func (kv *KV) Put(key, value string) {
	kv.mu.Lock()
	defer kv.mu.Unlock()
	kv.data[key] = value
}

// Get finds a text.
func (kv *KV) Get(key string) string { return kv.data[key] }
