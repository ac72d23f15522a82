package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"

	"gorm.io/gorm"
)

type Job struct {
	ID     uint
	UserID uint
	State  string
}

type User struct {
	ID    uint
	Email string
}

type Worker struct {
	db   *gorm.DB
	hook string
}

func (w *Worker) Pending(ctx context.Context) ([]Job, error) {
	var jobs []Job
	if err := w.db.WithContext(ctx).Find(&jobs).Error; err != nil {
		return nil, fmt.Errorf("find jobs: %w", err)
	}
	for i := range jobs {
		var user User
		if err := w.db.First(&user, jobs[i].UserID).Error; err != nil {
			return nil, fmt.Errorf("user of job %d: %w", jobs[i].ID, err)
		}
	}
	return jobs, nil
}

func (w *Worker) Notify(job Job) error {
	resp, err := http.Get(w.hook)
	if err != nil {
		return errors.New("notify failed")
	}
	defer resp.Body.Close()
	var out map[string]string
	return json.NewDecoder(resp.Body).Decode(&out)
}

func (w *Worker) Reconnect() {
	for {
		if err := w.connect(); err == nil {
			return
		}
	}
}

func (w *Worker) connect() error { return nil }

func (w *Worker) Save(job Job) {
	data, _ := json.Marshal(job)
	if err := os.WriteFile("job.json", data, 0o600); err != nil {
	}
}

func (w *Worker) Render(name string) ([]byte, error) {
	return exec.Command("render", name).Output()
}
