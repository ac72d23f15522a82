package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
)

func header() []string {
	return []string{"id", "name", "amount"}
}

// WriteFile writes rows to a file.
func WriteFile(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	defer f.Close()
	return write(f, rows)
}

func write(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	out.Write(header())
	for _, row := range rows {
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write row: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// Move puts a finished export into its folder.
func Move(from, to string) {
	os.Rename(from, to)
}
