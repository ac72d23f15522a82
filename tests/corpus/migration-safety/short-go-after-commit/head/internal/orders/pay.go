package orders

import (
	"context"
	"net/http"
	"time"
)

func (s *Service) Pay(ctx context.Context, id string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET paid_at = $1 WHERE id = $2", time.Now(), id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	resp, err := http.Post(s.url, "application/json", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
