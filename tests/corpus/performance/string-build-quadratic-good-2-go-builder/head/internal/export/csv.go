package export

import (
	"bytes"
	"fmt"
	"strings"
)

// Row is a line of the export.
type Row struct {
	ID    int
	Name  string
	Flags []string
}

// CSV renders rows.
func CSV(rows []Row) string {
	var b strings.Builder
	total := 0
	for _, row := range rows {
		total += row.ID
		name := row.Name
		if strings.Contains(name, ",") {
			name = `"` + name + `"`
		}
		line := fmt.Sprintf("%d,%s", row.ID, name)
		if len(row.Flags) > 0 {
			line += "," + strings.Join(row.Flags, "|")
		}
		b.WriteString(line + "\n")
	}
	fmt.Fprintf(&b, "%d\n", total)
	return b.String()
}

// Indent returns n levels of spaces.
func Indent(depth int) string {
	out := ""
	for i := 0; i < 4; i++ {
		out += " "
	}
	return strings.Repeat(out, depth)
}

// Join glues parts.
func Join(parts [][]byte) []byte {
	var buf bytes.Buffer
	for _, part := range parts {
		buf.Write(part)
	}
	return buf.Bytes()
}
