package http

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"

	"example.com/fleet/internal/devices"
)

type DeviceAPI struct {
	devices *devices.Repository
	log     *zap.Logger
}

// Retire takes a device out of the fleet.
func (a *DeviceAPI) Retire(c *gin.Context) {
	id := c.Param("id")
	if err := a.devices.Retire(c.Request.Context(), id); err != nil {
		a.log.Error("retire device", zap.String("id", id), zap.Error(err))
		c.JSON(http.StatusInternalServerError, gin.H{"error": "could not retire device: " + err.Error()})
		return
	}
	c.Status(http.StatusNoContent)
}
