package web

import (
	"net/http"

	"example.com/fleet/internal/auth"
)

// Routes registers every route of the API.
func (s *Server) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /vehicles", auth.Require(s.listVehicles))
	mux.Handle("POST /vehicles", auth.Require(s.createVehicle))
	mux.Handle("PUT /vehicles/{id}", auth.Require(s.changeVehicle))
	mux.Handle("GET /vehicles/{id}/trips", auth.Require(s.listTrips))
	mux.HandleFunc("DELETE /vehicles/{id}", s.removeVehicle)
	return mux
}
