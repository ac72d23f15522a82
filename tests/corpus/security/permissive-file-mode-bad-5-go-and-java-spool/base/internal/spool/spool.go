package spool

import (
	"fmt"
	"os"
	"path/filepath"
)

// Spool keeps messages on disk until they are sent.
type Spool struct {
	Dir string
}

// Len counts the waiting messages.
func (s *Spool) Len() (int, error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return 0, fmt.Errorf("read spool: %w", err)
	}
	return len(entries), nil
}
