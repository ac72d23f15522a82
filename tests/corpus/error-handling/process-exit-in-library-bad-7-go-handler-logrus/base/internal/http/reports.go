package http

import (
	"net/http"
	"os"

	"github.com/sirupsen/logrus"

	"example.com/reports/internal/render"
)

type Reports struct {
	renderer *render.Renderer
}
