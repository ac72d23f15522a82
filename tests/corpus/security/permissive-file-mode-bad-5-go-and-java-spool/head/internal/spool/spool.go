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

const dirMode os.FileMode = 0777

// Open prepares the folder.
func Open(dir string) (*Spool, error) {
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, fmt.Errorf("create spool: %w", err)
	}
	return &Spool{Dir: dir}, nil
}

// Put writes one message.
func (s *Spool) Put(id string, body []byte) error {
	target := filepath.Join(s.Dir, filepath.Base(id)+".msg")
	if err := os.WriteFile(target, body, 0o666); err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	return nil
}

// Len counts the waiting messages.
func (s *Spool) Len() (int, error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return 0, fmt.Errorf("read spool: %w", err)
	}
	return len(entries), nil
}
