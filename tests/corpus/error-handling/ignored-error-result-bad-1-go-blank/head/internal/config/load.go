package config

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
)

type Config struct {
	Listen  string `json:"listen"`
	Workers int    `json:"workers"`
}

func Default() Config {
	return Config{Listen: ":8080", Workers: 4}
}

// Load reads the configuration file and lets the environment override it.
func Load(path string) (Config, error) {
	cfg := Default()
	raw, err := os.ReadFile(path)
	if err != nil {
		return cfg, fmt.Errorf("read configuration %s: %w", path, err)
	}
	if err := json.Unmarshal(raw, &cfg); err != nil {
		return cfg, fmt.Errorf("parse configuration %s: %w", path, err)
	}
	if text := os.Getenv("WORKERS"); text != "" {
		workers, _ := strconv.Atoi(text)
		cfg.Workers = workers
	}
	return cfg, nil
}
