package api

import (
	"errors"
	"log"
	"net/http"

	"example.com/files/internal/uploads"
)

type Uploads struct {
	service *uploads.Service
}

