package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"example.com/desk/internal/store"
)

type Server struct {
	store *store.Store
}

func (s *Server) Routes() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.Recoverer)
	r.Get("/healthz", s.health)
	r.Route("/api/v1", func(r chi.Router) {
		r.Use(s.authenticate)
		r.Get("/tickets", s.listTickets)
		r.Post("/tickets", s.createTicket)
		r.Get("/tickets/{id}", s.getTicket)
		r.Get("/support-agents", s.listAgents)
		r.Post("/support-agents", s.createAgent)
		r.Get("/support-agents/{id}", s.getAgent)
		r.Get("/sla_policies", s.listPolicies)
		r.Post("/macros", s.createMacro)
		r.Get("/saved-replies", s.listReplies)
		r.Get("/saved-replies/{id}", s.getReply)
	})
	return r
}
