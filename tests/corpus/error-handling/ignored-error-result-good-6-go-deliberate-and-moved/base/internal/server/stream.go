package server

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"strconv"
)

type Stream struct {
	log *slog.Logger
}

func (s *Stream) limit(r *http.Request) int {
	n, _ := strconv.Atoi(r.FormValue("limit"))
	return n
}
