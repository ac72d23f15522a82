package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
)

// Archive owns the file it opened.
type Archive struct {
	file *os.File
	db   *sql.DB
}

// Open opens an archive; the caller closes it.
func Open(path string, db *sql.DB) (*Archive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("stat %s: %w", path, err)
	}
	if info.IsDir() {
		return nil, errors.Join(fmt.Errorf("%s is a folder", path), file.Close())
	}
	return &Archive{file: file, db: db}, nil
}

// Names lists what the archive holds.
func (a *Archive) Names(ctx context.Context) (names []string, err error) {
	rows, err := a.db.QueryContext(ctx, "SELECT name FROM parts")
	if err != nil {
		return nil, fmt.Errorf("query parts: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("scan part: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// Fetch opens a part over HTTP; the caller closes the body.
func Fetch(client *http.Client, url string) (io.ReadCloser, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", url, err)
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("fetch %s: status %d", url, resp.StatusCode)
	}
	return resp.Body, nil
}

// Save writes a part and reports what closing says.
func Save(path string, from io.Reader) error {
	out, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if _, err := io.Copy(out, from); err != nil {
		out.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	return out.Close()
}
