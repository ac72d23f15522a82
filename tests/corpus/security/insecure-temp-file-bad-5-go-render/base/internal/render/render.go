package render

import (
	"context"
	"fmt"
	"time"
)

// Timeout bounds one rendering.
const Timeout = 30 * time.Second

// Renderer turns documents into PDF.
type Renderer struct {
	Program string
}

func (r *Renderer) String() string {
	return fmt.Sprintf("renderer %s", r.Program)
}
