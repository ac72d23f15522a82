package live

import (
	"log"
	"net/http"

	"github.com/gorilla/websocket"
)

type Hub struct {
	upgrader websocket.Upgrader
}

