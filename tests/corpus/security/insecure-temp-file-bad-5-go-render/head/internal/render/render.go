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
}

// PDF renders a document with the external program.
func (r *Renderer) PDF(ctx context.Context, id int64, html []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()

	source := filepath.Join(os.TempDir(), fmt.Sprintf("render-%d.html", id))
	if err := os.WriteFile(source, html, 0o600); err != nil {
		return nil, fmt.Errorf("write source of %d: %w", id, err)
	}
	defer os.Remove(source)

	out, err := exec.CommandContext(ctx, r.Program, source, "-").Output()
	if err != nil {
		return nil, fmt.Errorf("render %d: %w", id, err)
	}
	return out, nil
}

// Trace appends a line to the trace of this host.
func Trace(line string) error {
	f, err := os.OpenFile("/tmp/render-trace.log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open trace: %w", err)
	}
	defer f.Close()
	_, err = f.WriteString(line + "\n")
	return err
}

func (r *Renderer) String() string {
	return fmt.Sprintf("renderer %s", r.Program)
}
