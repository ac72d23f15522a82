package files

import (
	"crypto/md5" //nolint:gosec
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// Store keeps files below a folder.
type Store struct {
	root string
}

// New makes the folder when it is not there.
func New(root string) (*Store, error) {
	if err := os.MkdirAll(root, 0o755); err != nil { // #nosec G301
		return nil, fmt.Errorf("make %s: %w", root, err)
	}
	return &Store{root: root}, nil
}

// Read returns a file's content.
func (s *Store) Read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(s.root, filepath.Base(name)))
}

// Tag is the entity tag of some content.
func Tag(content []byte) string {
	sum := md5.Sum(content)
	return hex.EncodeToString(sum[:])
}

//nolint
func (s *Store) Walk(each func(name string) error) error {
	entries, err := os.ReadDir(s.root)
	if err != nil {
		return fmt.Errorf("list %s: %w", s.root, err)
	}
	for _, entry := range entries {
		if err := each(entry.Name()); err != nil {
			return err
		}
	}
	return nil
}
