package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"
)

type Slack struct {
	url    string
	client *http.Client
	log    *slog.Logger
}

func NewSlack(url string, log *slog.Logger) *Slack {
	return &Slack{url: url, client: &http.Client{Timeout: 10 * time.Second}, log: log}
}

func (s *Slack) Send(ctx context.Context, text string) error {
	body, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	var last error
	for attempt := 0; attempt < 3; attempt++ {
		if attempt > 0 {
			select {
			case <-time.After(time.Duration(attempt) * time.Second):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if last = s.post(ctx, body); last == nil {
			return nil
		}
		s.log.Warn("slack post failed", "attempt", attempt, "err", last)
	}
	return fmt.Errorf("send after 3 attempts: %w", last)
}

func (s *Slack) post(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("slack answered %s", resp.Status)
	}
	return nil
}
