package hub

import (
	"net/http"
	"sync"
)

// Codec turns values into bytes.
type Codec interface{ Encode(v any) ([]byte, error) }
