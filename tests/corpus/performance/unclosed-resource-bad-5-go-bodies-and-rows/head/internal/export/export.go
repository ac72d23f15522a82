package export

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"net/http"
	"os"
)

// Exporter writes customers to files.
type Exporter struct {
	db     *sql.DB
	client *http.Client
}

// Emails lists the addresses of the active customers.
func (e *Exporter) Emails(ctx context.Context) ([]string, error) {
	rows, err := e.db.QueryContext(ctx, "SELECT email FROM customers WHERE active")
	if err != nil {
		return nil, fmt.Errorf("query customers: %w", err)
	}
	var emails []string
	for rows.Next() {
		var email string
		if err := rows.Scan(&email); err != nil {
			return nil, fmt.Errorf("scan customer: %w", err)
		}
		emails = append(emails, email)
	}
	return emails, rows.Err()
}

// Write puts the addresses into a file.
func (e *Exporter) Write(path string, emails []string) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	writer := csv.NewWriter(file)
	for _, email := range emails {
		if err := writer.Write([]string{email}); err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return fmt.Errorf("flush %s: %w", path, err)
	}
	return file.Close()
}

// Notify tells the archive that an export is there.
func (e *Exporter) Notify(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return fmt.Errorf("build request: %w", err)
	}
	resp, err := e.client.Do(req)
	if err != nil {
		return fmt.Errorf("notify archive: %w", err)
	}
	if resp.StatusCode != http.StatusAccepted {
		return fmt.Errorf("notify archive: status %d", resp.StatusCode)
	}
	return nil
}
