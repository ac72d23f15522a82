package spool

import (
	"fmt"
	"os"
	"path/filepath"
)

// Spool keeps messages on disk until they are sent.
type Spool struct {
	Dir string
}
