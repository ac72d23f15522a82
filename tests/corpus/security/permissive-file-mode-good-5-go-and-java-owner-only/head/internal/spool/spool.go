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

const (
	dirMode  os.FileMode = 0o750
	fileMode             = 0o600
)

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
	if err := os.WriteFile(target, body, fileMode); err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	return os.Chmod(target, 0o644)
}

// Perm says how open a message is.
func (s *Spool) Perm(info os.FileInfo) os.FileMode {
	return info.Mode() & 0777
}
