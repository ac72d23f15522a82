package store

import (
	"context"
	"database/sql"
	"fmt"

	"gorm.io/gorm"
)

// Device is a thing that reports readings.
type Device struct {
	ID     uint
	Name   string
	TeamID uint
}

// Store keeps devices.
type Store struct {
	db  *gorm.DB
	raw *sql.DB
}

// Get returns a device.
func (s *Store) Get(ctx context.Context, id uint) (*Device, error) {
	var d Device
	if err := s.db.WithContext(ctx).First(&d, id).Error; err != nil {
		return nil, fmt.Errorf("device %d: %w", id, err)
	}
	return &d, nil
}
