package jobs

import (
	"time"

	"gorm.io/gorm"
)

func Retry(db *gorm.DB, id uint) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Model(&Job{}).Where("id = ?", id).Update("state", "running").Error; err != nil {
			return err
		}
		time.Sleep(2 * time.Second)
		return tx.Create(&Attempt{JobID: id}).Error
	})
}
