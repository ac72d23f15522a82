package web

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
)

type handler struct{}

func (h *handler) finish(c echo.Context) error {
	next := c.QueryParam("next")
	if len(next) == 0 {
		next = "/"
	}
	return c.Redirect(http.StatusFound, next)
}

func visit(c *fiber.Ctx) error {
	return c.Redirect(c.Query("to"), fiber.StatusFound)
}

func out(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Location", r.URL.Query().Get("to"))
	w.WriteHeader(http.StatusFound)
}
