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

// OfSite lists the meters of a site, those seen last first.
func (d *Devices) OfSite(ctx context.Context, site uint, sim string) ([]Device, error) {
	var devices []Device
	query := d.db.WithContext(ctx).Where("site_id = ?", site)
	if sim != "" {
		query = query.Where("sim_number = ?", sim)
	}
	if err := query.Order("last_seen DESC").Limit(200).Find(&devices).Error; err != nil {
		return nil, fmt.Errorf("list devices of site %d: %w", site, err)
	}
	return devices, nil
}
