package orders

import (
	"context"
	"net/http"
)

func (s *Service) Pay(ctx context.Context, id string) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, "UPDATE orders SET state = 'paying' WHERE id = $1", id); err != nil {
		return err
	}
	resp, err := http.Post(s.url, "application/json", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return tx.Commit(ctx)
}
