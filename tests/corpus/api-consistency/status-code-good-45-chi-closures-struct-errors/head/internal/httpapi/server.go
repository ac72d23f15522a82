package httpapi

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// Server holds what the handlers need.
type Server struct{ db Database }

func (s *Server) Router() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.RequestID)
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	r.Route("/v1", func(r chi.Router) {
		r.Route("/orders", s.orderRoutes)
		r.Route("/customers", s.customerRoutes)
		r.Route("/invoices", s.invoiceRoutes)
		r.Route("/warehouses", s.warehouseRoutes)
		r.Route("/price-lists", s.priceListRoutes)
		r.Route("/labels", func(r chi.Router) {
			r.With(s.requireRole("clerk")).Post("/", s.createLabel)
			r.Get("/{labelID}.pdf", s.labelPDF)
		})
	})
	return r
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func writeError(w http.ResponseWriter, status int, code, message string) {
	writeJSON(w, status, map[string]any{"error": map[string]string{"code": code, "message": message}})
}
