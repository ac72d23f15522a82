package store

import "time"

// Device is a meter in the field.
type Device struct {
	ID        uint   `gorm:"primaryKey"`
	Serial    string `gorm:"size:40;uniqueIndex"`
	SimNumber string `gorm:"size:22"`
	SiteID    uint   `gorm:"index"`
	LastSeen  time.Time
}
