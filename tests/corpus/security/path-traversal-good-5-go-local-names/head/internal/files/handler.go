package files

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// Handler serves the files of a project.
type Handler struct{ Root string }

var errOutside = errors.New("name leaves the folder")

func (h *Handler) open(name string) (*os.File, error) {
	if !filepath.IsLocal(name) {
		return nil, errOutside
	}
	return os.Open(filepath.Join(h.Root, name))
}

// Get answers GET /files?name=b.
func (h *Handler) Get(w http.ResponseWriter, r *http.Request) {
	f, err := h.open(r.URL.Query().Get("name"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	_, _ = io.Copy(w, f)
}

// ByID answers GET /exports/{id}.
func (h *Handler) ByID(w http.ResponseWriter, r *http.Request) {
	id, err := uuid.Parse(r.PathValue("id"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	http.ServeFile(w, r, filepath.Join(h.Root, id.String()+".csv"))
}

// Page answers GET /pages?number=3.
func (h *Handler) Page(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.URL.Query().Get("number"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	text, err := os.ReadFile(filepath.Join(h.Root, fmt.Sprintf("page-%d.txt", number)))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(text)
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
		if !strings.HasPrefix(target, filepath.Clean(dir)+string(os.PathSeparator)) {
			return errOutside
		}
		if err := write(member, target); err != nil {
			return err
		}
	}
	return nil
}

func write(member *zip.File, target string) error {
	in, err := member.Open()
	if err != nil {
		return fmt.Errorf("open member: %w", err)
	}
	defer in.Close()
	out, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o640)
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	defer out.Close()
	_, err = io.Copy(out, in)
	return err
}
