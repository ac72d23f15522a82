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

// Add puts a document into the index and says how many words were new.
func (i *Index) Add(id int, text string) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	added := 0
	for _, word := range strings.Fields(text) {
		_, known := i.words[word]
		if !known {
			added++
		}
		i.words[word] = append(i.words[word], id)
	}
	return added
}

func (i *Index) first(word string) int {
	ids, _ := i.words[word]
	if len(ids) == 0 {
		return -1
	}
	return ids[0]
}

func split(text string) (string, string) {
	head, tail, _ := strings.Cut(text, ":")
	return head, tail
}

func digest(word string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(word))
	return h.Sum32()
}

func name(v any) string {
	text, _ := v.(string)
	return text
}

func New() *Index {
	return &Index{words: map[string][]int{}}
}
