package files

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// Handler serves the files of a project.
type Handler struct{ Root string }

func (h *Handler) open(project, name string) (*os.File, error) {
	full := filepath.Join(h.Root, project, name)
	f, err := os.Open(full)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return f, nil
}

// Get answers GET /files?project=a&name=b.
func (h *Handler) Get(w http.ResponseWriter, r *http.Request) {
	f, err := h.open(r.URL.Query().Get("project"), r.URL.Query().Get("name"))
	if errors.Is(err, os.ErrNotExist) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, "cannot open", http.StatusInternalServerError)
		return
	}
	defer f.Close()
	_, _ = io.Copy(w, f)
}

// Unpack writes the members of a backup below dir.
func Unpack(archive, dir string) error {
	r, err := zip.OpenReader(archive)
	if err != nil {
		return fmt.Errorf("open archive: %w", err)
	}
	defer r.Close()
	for _, member := range r.File {
		target := filepath.Join(dir, member.Name)
		if member.FileInfo().IsDir() {
			continue
		}
		in, err := member.Open()
		if err != nil {
			return fmt.Errorf("open member: %w", err)
		}
		out, err := os.Create(target)
		if err != nil {
			in.Close()
			return fmt.Errorf("create: %w", err)
		}
		_, err = io.Copy(out, in)
		in.Close()
		if closeErr := out.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return fmt.Errorf("copy: %w", err)
		}
	}
	return nil
}
