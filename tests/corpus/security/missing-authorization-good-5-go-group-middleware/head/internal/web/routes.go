package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/fleet/internal/auth"
)

// Routes registers every route of the API.
func (s *Server) Routes() http.Handler {
	r := chi.NewRouter()
	r.Get("/healthz", s.health)
	r.Post("/webhooks/telematics", s.telematics)
	r.Post("/login", s.login)
	r.Group(func(r chi.Router) {
		r.Use(auth.Required(s.tokens))
		r.Get("/vehicles", s.listVehicles)
		r.Post("/vehicles", s.createVehicle)
		r.Put("/vehicles/{id}", s.changeVehicle)
		r.Delete("/vehicles/{id}", s.removeVehicle)
	})
	r.With(auth.Required(s.tokens), auth.Role("admin")).Post("/users", s.createUser)
	r.With(auth.Required(s.tokens), auth.Role("admin")).Delete("/users/{id}", s.removeUser)
	return r
}
