package store

// KV is a store of texts.
type KV map[string]string

// Get returns the value of key.
func (kv KV) Get(key string) string { return kv[key] }
