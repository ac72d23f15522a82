package render

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Timeout bounds one rendering.
const Timeout = 30 * time.Second

// Renderer turns documents into PDF.
type Renderer struct {
	Program string
	DataDir string
}

// PDF renders a document with the external program.
func (r *Renderer) PDF(ctx context.Context, id int64, html []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()

	dir, err := os.MkdirTemp("", "render-")
	if err != nil {
		return nil, fmt.Errorf("create folder for %d: %w", id, err)
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "source.html")
	if err := os.WriteFile(source, html, 0o600); err != nil {
		return nil, fmt.Errorf("write source of %d: %w", id, err)
	}
	out, err := exec.CommandContext(ctx, r.Program, source, "-").Output()
	if err != nil {
		return nil, fmt.Errorf("render %d: %w", id, err)
	}
	return out, nil
}

// Spool copies a document to a file of its own.
func Spool(content []byte) (string, error) {
	f, err := os.CreateTemp(os.TempDir(), "spool-*.bin")
	if err != nil {
		return "", fmt.Errorf("create spool file: %w", err)
	}
	defer f.Close()
	if _, err := f.Write(content); err != nil {
		return "", fmt.Errorf("write spool file: %w", err)
	}
	return f.Name(), nil
}

// Save keeps a rendered document below the data directory.
func (r *Renderer) Save(id int64, pdf []byte) error {
	return os.WriteFile(filepath.Join(r.DataDir, fmt.Sprintf("%d.pdf", id)), pdf, 0o600)
}

func (r *Renderer) String() string {
	return fmt.Sprintf("renderer %s", r.Program)
}
