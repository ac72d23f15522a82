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

// limit is the number the client asked for; zero means all.
func (s *Stream) limit(request *http.Request) int {
	return atoi(request.FormValue("limit"))
}

func atoi(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// Serve streams lines until the client goes away.
func (s *Stream) Serve(w http.ResponseWriter, r *http.Request) {
	for line := range lines(r.Context(), s.limit(r)) {
		if _, err := w.Write(line); err != nil {
			s.log.Debug("client went away", "err", err)
			return
		}
	}
}

// Close removes the socket; a socket that is gone already is fine.
func (s *Stream) Close(path string) {
	_ = os.Remove(path)
}

func lines(ctx context.Context, limit int) <-chan []byte {
	out := make(chan []byte)
	go func() {
		defer close(out)
		for i := 0; limit == 0 || i < limit; i++ {
			select {
			case out <- []byte("tick\n"):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
