package internal

import "gorm.io/gorm"

type Message struct {
	ID   int64
	Read bool
}
