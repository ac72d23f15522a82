package export

import (
	"encoding/csv"
	"io"
)

// Write writes rows as CSV.
func Write(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}
