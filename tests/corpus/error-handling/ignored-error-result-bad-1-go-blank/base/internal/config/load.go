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
