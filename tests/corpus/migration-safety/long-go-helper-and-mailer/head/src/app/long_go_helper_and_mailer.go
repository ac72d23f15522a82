package a

func (s *S) A(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.ExecContext(ctx, "UPDATE a SET x = 1")
	if err := s.notify(ctx); err != nil {
		return err
	}
	if err := s.mailer.Send(ctx, "x"); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *S) notify(ctx context.Context) error {
	req, _ := http.NewRequestWithContext(ctx, "POST", s.url, nil)
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
