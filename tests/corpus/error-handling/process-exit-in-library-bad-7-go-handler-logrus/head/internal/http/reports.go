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

// Show renders one report.
func (h *Reports) Show(w http.ResponseWriter, r *http.Request) {
	page, err := h.renderer.Page(r.Context(), r.PathValue("id"))
	if err != nil {
		logrus.WithError(err).Fatal("render report")
	}
	if _, err := w.Write(page); err != nil {
		logrus.WithError(err).Warn("write report")
	}
}

func (h *Reports) reload() {
	if err := h.renderer.Reload(); err != nil {
		logrus.WithError(err).Error("reload templates")
		os.Exit(3)
	}
}
