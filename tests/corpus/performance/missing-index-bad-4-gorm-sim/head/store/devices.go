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

// ErrUnknownSim tells that no meter carries the SIM.
var ErrUnknownSim = errors.New("no device carries this sim")

// BySim finds the meter that a message came from.
func (d *Devices) BySim(ctx context.Context, sim string) (*Device, error) {
	var device Device
	err := d.db.WithContext(ctx).Where("sim_number = ?", sim).First(&device).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, ErrUnknownSim
	}
	if err != nil {
		return nil, fmt.Errorf("find device by sim: %w", err)
	}
	return &device, nil
}
