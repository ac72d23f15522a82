package pool

import (
	"fmt"
	"log/slog"
)

func Go(work func()) {
	go func() {
		defer func() {
			recover()
		}()
		work()
	}()
}

func Quiet(work func()) {
	defer func() {
		if r := recover(); r != nil {
		}
	}()
	work()
}

func Safe(work func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	work()
	return nil
}

func Told(work func()) {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("worker panicked", "value", r)
		}
	}()
	work()
}
