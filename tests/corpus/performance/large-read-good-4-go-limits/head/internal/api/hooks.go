package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

const maxBody = 1 << 20

// Receive reads a small body.
func Receive(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the body is too large", http.StatusRequestEntityTooLarge)
		return
	}
	if !json.Valid(body) {
		http.Error(w, "not JSON", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// Peek reads at most maxBody bytes.
func Peek(r *http.Request) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r.Body, maxBody))
}

// Store writes an upload to disk as it comes.
func Store(r *http.Request, file *os.File) error {
	if _, err := io.Copy(file, r.Body); err != nil {
		return fmt.Errorf("store upload: %w", err)
	}
	return nil
}

// status asks our own health service.
func status(client *http.Client, base string) (map[string]string, error) {
	resp, err := client.Get(base + "/status")
	if err != nil {
		return nil, fmt.Errorf("ask for the status: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, fmt.Errorf("status %d: %w", resp.StatusCode, err)
		}
		return nil, fmt.Errorf("status %d: %s", resp.StatusCode, text)
	}
	var out map[string]string
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return nil, fmt.Errorf("decode the status: %w", err)
	}
	return out, nil
}

// LoadConfig reads the configuration.
func LoadConfig(path string) ([]byte, error) {
	return os.ReadFile(path)
}
