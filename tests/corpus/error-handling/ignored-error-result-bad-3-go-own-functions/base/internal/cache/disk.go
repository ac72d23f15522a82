package cache

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Disk keeps values as files.
type Disk struct {
	dir string
}

func (d *Disk) put(key string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s: %w", key, err)
	}
	if err := os.WriteFile(filepath.Join(d.dir, key), raw, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", key, err)
	}
	return nil
}

func evict(dir string, keep int) (int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, fmt.Errorf("list %s: %w", dir, err)
	}
	return len(entries) - keep, nil
}
