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
