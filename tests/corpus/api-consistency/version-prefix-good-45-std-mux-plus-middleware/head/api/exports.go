package api

import "net/http"

func (a *API) startExport(w http.ResponseWriter, r *http.Request) {
	id, err := a.jobs.Enqueue(r.Context(), "export")
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	respond(w, http.StatusAccepted, map[string]any{"id": id})
}

func (a *API) getExport(w http.ResponseWriter, r *http.Request) {
	job, err := a.jobs.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	respond(w, http.StatusOK, job)
}

func (a *API) health(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }
