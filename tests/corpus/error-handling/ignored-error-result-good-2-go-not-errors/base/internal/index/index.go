package index

import (
	"hash/fnv"
	"strings"
	"sync"
)

type Index struct {
	mu    sync.Mutex
	words map[string][]int
}

func New() *Index {
	return &Index{words: map[string][]int{}}
}
