package internal

import "gorm.io/gorm"

type Message struct {
	ID   int64
	Read bool
}

// Unread tells how many messages the user has not read.
func Unread(db *gorm.DB, user int64) (int, error) {
	var messages []Message
	if err := db.Where("recipient_id = ? AND read = false", user).Find(&messages).Error; err != nil {
		return 0, err
	}
	return len(messages), nil
}
