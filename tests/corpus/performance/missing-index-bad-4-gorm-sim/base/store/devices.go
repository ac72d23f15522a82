package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// Devices reads and writes meters.
type Devices struct{ db *gorm.DB }

// BySerial finds a meter by the number on its case.
func (d *Devices) BySerial(ctx context.Context, serial string) (*Device, error) {
	var device Device
	if err := d.db.WithContext(ctx).Where("serial = ?", serial).First(&device).Error; err != nil {
		return nil, fmt.Errorf("find device %s: %w", serial, err)
	}
	return &device, nil
}
