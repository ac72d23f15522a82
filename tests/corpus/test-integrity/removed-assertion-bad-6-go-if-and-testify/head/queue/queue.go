package queue

import "errors"

// ErrFull is returned when no item fits.
var ErrFull = errors.New("queue is full")

// Queue holds items in order of arrival.
type Queue struct {
	items []string
	size  int
}

// New returns a queue for size items.
func New(size int) *Queue { return &Queue{size: size} }

// Push adds an item.
func (q *Queue) Push(item string) error {
	if len(q.items) == q.size {
		return ErrFull
	}
	q.items = append(q.items, item)
	return nil
}

// Pop takes the oldest item.
func (q *Queue) Pop() (string, bool) {
	if len(q.items) == 0 {
		return "", false
	}
	last := len(q.items) - 1
	item := q.items[last]
	q.items = q.items[:last]
	return item, true
}

// Drain takes everything.
func (q *Queue) Drain() []string {
	all := make([]string, 0, len(q.items))
	for i := len(q.items) - 1; i >= 0; i-- {
		all = append(all, q.items[i])
	}
	q.items = nil
	return all
}
