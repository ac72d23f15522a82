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

func warn(format string, args ...any) {
	log.Printf(format, args...)
}
