package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// Invoices keeps invoices.
type Invoices struct {
	db   *sql.DB
	gorm *gorm.DB
}

// Pay marks an invoice as paid.
func (s *Invoices) Pay(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE invoices SET paid = true WHERE id = $1", id); err != nil {
		return fmt.Errorf("mark %d: %w", id, err)
	}
	return tx.Commit()
}

// Void cancels an invoice and says why.
func (s *Invoices) Void(ctx context.Context, id int64, why string) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if _, err = tx.ExecContext(ctx, "UPDATE invoices SET void = true WHERE id = $1", id); err != nil {
		return fmt.Errorf("void %d: %w", id, err)
	}
	if _, err = tx.ExecContext(ctx, "INSERT INTO voids (invoice_id, why) VALUES ($1, $2)", id, why); err != nil {
		return fmt.Errorf("note %d: %w", id, err)
	}
	return tx.Commit()
}

// Rename changes a customer's name on all invoices.
func (s *Invoices) Rename(ctx context.Context, customer int64, name string) error {
	return s.gorm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Exec("UPDATE invoices SET customer_name = ? WHERE customer_id = ?", name, customer).Error
	})
}

// begin opens a transaction that the caller ends.
func (s *Invoices) begin(ctx context.Context) (*sql.Tx, error) {
	return s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
}
