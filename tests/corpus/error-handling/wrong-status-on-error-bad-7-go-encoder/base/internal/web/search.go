package web

import (
	"encoding/json"
	"log"
	"net/http"

	"example.com/docs/internal/index"
)

type Search struct {
	index *index.Index
}

func NewSearch(i *index.Index) *Search {
	return &Search{index: i}
}
