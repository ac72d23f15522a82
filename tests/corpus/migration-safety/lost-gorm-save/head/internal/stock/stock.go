package stock

import "gorm.io/gorm"

func Take(db *gorm.DB, id uint, n int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		var item Item
		if err := tx.First(&item, id).Error; err != nil {
			return err
		}
		if item.Quantity < n {
			return ErrOutOfStock
		}
		item.Quantity -= n
		return tx.Save(&item).Error
	})
}
