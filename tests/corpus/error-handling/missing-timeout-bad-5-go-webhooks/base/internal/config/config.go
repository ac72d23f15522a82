package config

import "os"

// Config holds what the environment says.
type Config struct {
	Addr     string
	HookURL  string
	TokenURL string
}

// Load reads the environment.
func Load() Config {
	return Config{Addr: os.Getenv("ADDR"), HookURL: os.Getenv("HOOK_URL"), TokenURL: os.Getenv("TOKEN_URL")}
}
