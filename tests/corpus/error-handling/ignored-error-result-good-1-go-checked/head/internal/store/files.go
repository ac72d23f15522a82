package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
)

type Files struct {
	db *sql.DB
}

// Names lists the newest files.
func (f *Files) Names(ctx context.Context) ([]string, error) {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()

	rows, err := tx.QueryContext(ctx, "SELECT name FROM files ORDER BY id DESC LIMIT 20")
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("scan file: %w", err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	return names, tx.Commit()
}

// Describe renders a file as text.
func Describe(path string) (string, error) {
	in, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", path, err)
	}
	defer in.Close()
	var buf bytes.Buffer
	buf.WriteString(path)
	buf.WriteByte('\n')
	if _, err := io.Copy(&buf, in); err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	var b strings.Builder
	b.WriteString(strings.ToUpper(buf.String()))
	fmt.Fprintf(&b, "%d bytes", buf.Len())
	fmt.Println("described", path)
	return b.String(), nil
}

func warn(format string, args ...any) {
	log.Printf(format, args...)
}
