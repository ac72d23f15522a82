package stock

func Take(ctx context.Context, pool *pgxpool.Pool, id int64, n int) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		var stock int
		err := tx.QueryRow(ctx, "SELECT stock FROM items WHERE id = $1", id).Scan(&stock)
		if err != nil {
			return err
		}
		stock = stock - n
		_, err = tx.Exec(ctx, "UPDATE items SET stock = $1 WHERE id = $2", stock, id)
		return err
	})
}
