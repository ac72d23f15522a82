package api

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
)

type event struct {
	Kind string `json:"kind"`
}

func post(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "the body cannot be read", http.StatusBadRequest)
		return
	}
	var in event
	if err := json.Unmarshal(body, &in); err != nil {
		http.Error(w, "bad event", http.StatusInternalServerError)
		return
	}
	slog.Info("event", "kind", in.Kind)
	w.WriteHeader(http.StatusAccepted)
}

func stored(w http.ResponseWriter, r *http.Request) {
	raw, err := load(r.PathValue("id"))
	if err != nil {
		http.Error(w, "cannot load", http.StatusInternalServerError)
		return
	}
	var in event
	if err := json.Unmarshal(raw, &in); err != nil {
		http.Error(w, "the stored event is damaged", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func load(id string) ([]byte, error) { return nil, nil }
