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
	r.Group(func(r chi.Router) {
		r.Use(auth.Required(s.tokens))
		r.Get("/vehicles", s.listVehicles)
		r.Post("/vehicles", s.createVehicle)
	})
	r.With(auth.Required(s.tokens), auth.Role("admin")).Post("/users", s.createUser)
	return r
}
