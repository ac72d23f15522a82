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
