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
