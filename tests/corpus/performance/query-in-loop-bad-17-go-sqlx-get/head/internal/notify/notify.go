package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/jmoiron/sqlx"
)

type Subscriber struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
}

type Notifier struct {
	db   *sqlx.DB
	http *http.Client
}

func New(db *sqlx.DB) *Notifier {
	return &Notifier{db: db, http: &http.Client{Timeout: 10 * time.Second}}
}

func (n *Notifier) Load(ctx context.Context, ids []int64) ([]Subscriber, error) {
	out := make([]Subscriber, 0, len(ids))
	for _, id := range ids {
		var s Subscriber
		if err := n.db.GetContext(ctx, &s, "SELECT id, email FROM subscribers WHERE id = $1", id); err != nil {
			return nil, fmt.Errorf("load subscriber %d: %w", id, err)
		}
		out = append(out, s)
	}
	return out, nil
}

func (n *Notifier) Send(ctx context.Context, s Subscriber, text string) error {
	body, _ := json.Marshal(map[string]string{"to": s.Email, "text": text})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://mail.example/v1/send", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("build request: %w", err)
	}
	resp, err := n.http.Do(req)
	if err != nil {
		return fmt.Errorf("send to %d: %v", s.ID, err)
	}
	if resp.StatusCode >= 300 {
		return fmt.Errorf("mail service answered %s", resp.Status)
	}
	return nil
}

func Template(name string) string {
	text, err := os.ReadFile("templates/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}
