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

// Page returns devices of a team after a cursor.
func (s *Store) Page(ctx context.Context, team, after uint, size int) ([]Device, error) {
	var found []Device
	err := s.db.WithContext(ctx).Where("team_id = ? AND id > ?", team, after).Order("id").Limit(size).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("devices of team %d: %w", team, err)
	}
	return found, nil
}

// Each calls fn for all devices, a few hundred at a time.
func (s *Store) Each(ctx context.Context, fn func(Device) error) error {
	var batch []Device
	return s.db.WithContext(ctx).FindInBatches(&batch, 500, func(tx *gorm.DB, _ int) error {
		for _, d := range batch {
			if err := fn(d); err != nil {
				return err
			}
		}
		return nil
	}).Error
}

// CountByTeam tells how many devices each team has.
func (s *Store) CountByTeam(ctx context.Context) (map[uint]int, error) {
	rows, err := s.raw.QueryContext(ctx, "SELECT team_id, count(*) FROM devices GROUP BY team_id")
	if err != nil {
		return nil, fmt.Errorf("count devices: %w", err)
	}
	defer rows.Close()
	counts := map[uint]int{}
	for rows.Next() {
		var team uint
		var n int
		if err := rows.Scan(&team, &n); err != nil {
			return nil, fmt.Errorf("scan count: %w", err)
		}
		counts[team] = n
	}
	return counts, rows.Err()
}
