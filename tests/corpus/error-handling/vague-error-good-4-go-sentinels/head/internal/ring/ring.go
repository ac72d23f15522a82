package ring

import (
	"errors"
	"fmt"
)

var (
	ErrFull  = errors.New("full")
	ErrEmpty = errors.New("empty")
)

type Ring[T any] struct {
	items []T
	head  int
	size  int
}

func New[T any](capacity int) (*Ring[T], error) {
	if capacity < 1 {
		return nil, fmt.Errorf("capacity %d is below one", capacity)
	}
	return &Ring[T]{items: make([]T, capacity)}, nil
}

func (r *Ring[T]) Push(item T) error {
	if r.size == len(r.items) {
		return ErrFull
	}
	r.items[(r.head+r.size)%len(r.items)] = item
	r.size++
	return nil
}

func (r *Ring[T]) Pop() (T, error) {
	var none T
	if r.size == 0 {
		return none, ErrEmpty
	}
	item := r.items[r.head]
	r.head = (r.head + 1) % len(r.items)
	r.size--
	return item, nil
}

func (r *Ring[T]) Resize(capacity int) error {
	if capacity < r.size {
		return errors.New("new capacity is smaller than the items held")
	}
	return nil
}
