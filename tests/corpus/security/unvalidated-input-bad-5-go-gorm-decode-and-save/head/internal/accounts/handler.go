package accounts

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"gorm.io/gorm"
)

// Account is a row of the accounts table.
type Account struct {
	ID      uint   `json:"id" gorm:"primaryKey"`
	Email   string `json:"email"`
	Name    string `json:"name"`
	IsAdmin bool   `json:"is_admin"`
	Balance int64  `json:"balance"`
}

// Handler serves accounts.
type Handler struct {
	db *gorm.DB
}

// Show answers one account.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		http.Error(w, "bad id", http.StatusBadRequest)
		return
	}
	var account Account
	if err := h.db.WithContext(r.Context()).First(&account, id).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			http.NotFound(w, r)
			return
		}
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, account)
}

// Create stores a new account.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	var account Account
	if err := json.NewDecoder(r.Body).Decode(&account); err != nil {
		http.Error(w, "bad body", http.StatusBadRequest)
		return
	}
	if err := h.db.WithContext(r.Context()).Create(&account).Error; err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusCreated, account)
}

// Change changes the fields that the body names.
func (h *Handler) Change(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		http.Error(w, "bad id", http.StatusBadRequest)
		return
	}
	var changes map[string]any
	if err := json.NewDecoder(r.Body).Decode(&changes); err != nil {
		http.Error(w, "bad body", http.StatusBadRequest)
		return
	}
	result := h.db.WithContext(r.Context()).Model(&Account{}).Where("id = ?", id).Updates(changes)
	if result.Error != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}
