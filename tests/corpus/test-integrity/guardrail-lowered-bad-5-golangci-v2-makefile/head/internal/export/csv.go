package export

import (
	"encoding/csv"
	"fmt"
	"io"
)

// Row is what can be exported.
type Row interface {
	Columns() []string
}

// Write writes a heading and the rows as CSV.
func Write(w io.Writer, heading []string, rows []Row) error {
	out := csv.NewWriter(w)
	if err := out.Write(heading); err != nil {
		return fmt.Errorf("write heading: %w", err)
	}
	for n, row := range rows {
		if err := out.Write(row.Columns()); err != nil {
			return fmt.Errorf("write row %d: %w", n, err)
		}
	}
	out.Flush()
	return out.Error()
}
