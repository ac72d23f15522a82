package notes

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Note is a text of a user.
type Note struct {
	ID   uint
	Body string `gorm:"type:text"`
}

// Search returns the first notes that hold the term.
func Search(ctx context.Context, db *gorm.DB, term string) ([]Note, error) {
	var notes []Note
	err := db.WithContext(ctx).Where("body LIKE ?", "%"+term+"%").Limit(20).Find(&notes).Error
	if err != nil {
		return nil, fmt.Errorf("search notes: %w", err)
	}
	return notes, nil
}
