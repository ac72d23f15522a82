package api

import (
	"errors"
	"log"
	"net/http"

	"example.com/files/internal/uploads"
)

type Uploads struct {
	service *uploads.Service
}

// Finish closes a multipart upload.
func (u *Uploads) Finish(w http.ResponseWriter, r *http.Request) {
	file, err := u.service.Finish(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, uploads.ErrUnknown):
		respond(w, http.StatusNotFound, map[string]string{"error": "unknown upload"})
	case errors.Is(err, uploads.ErrDone):
		// Finishing twice is fine: the client may not have seen our first answer.
		respond(w, http.StatusOK, map[string]string{"state": "done"})
	case err != nil:
		log.Printf("finish upload: %v", err)
		respond(w, http.StatusInternalServerError, map[string]string{"error": "internal error"})
	default:
		respond(w, http.StatusOK, file)
	}
}

// Abort throws an upload away.
func (u *Uploads) Abort(w http.ResponseWriter, r *http.Request) {
	status := http.StatusNoContent
	if err := u.service.Abort(r.Context(), r.PathValue("id")); err != nil {
		log.Printf("abort upload: %v", err)
		status = http.StatusBadGateway
	}
	w.WriteHeader(status)
}
