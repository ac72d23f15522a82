package a

func Next(db *gorm.DB, id uint) error {
	var job Job
	if err := db.First(&job, id).Error; err != nil {
		return err
	}
	job.NextRun = time.Now().Add(job.Every)
	return db.Save(&job).Error
}

func Count(db *sql.DB) (int, error) {
	var n int
	err := db.QueryRow("SELECT count(*) FROM jobs").Scan(&n)
	n += 1
	return n, err
}
