package accounts

import (
	"encoding/json"
	"net/http"
	"strings"

	"gorm.io/gorm"
)

// Account is a row of the accounts table.
type Account struct {
	ID      uint   `json:"id" gorm:"primaryKey"`
	Email   string `json:"email"`
	Name    string `json:"name"`
	IsAdmin bool   `json:"is_admin"`
}

// Handler serves accounts.
type Handler struct {
	db *gorm.DB
}

type createAccountRequest struct {
	Email string `json:"email"`
	Name  string `json:"name"`
}

func (c createAccountRequest) problem() string {
	if !strings.Contains(c.Email, "@") {
		return "the e-mail address is not valid"
	}
	if c.Name == "" || len(c.Name) > 200 {
		return "the name must have 1 to 200 characters"
	}
	return ""
}

// Create stores a new account.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) {
	var body createAccountRequest
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, "bad body", http.StatusBadRequest)
		return
	}
	if problem := body.problem(); problem != "" {
		http.Error(w, problem, http.StatusUnprocessableEntity)
		return
	}
	account := Account{Email: body.Email, Name: body.Name}
	if err := h.db.WithContext(r.Context()).Create(&account).Error; err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusCreated, account)
}

// Import stores accounts of the signed export file.
func (h *Handler) seed(raw []byte) error {
	var accounts []Account
	if err := json.Unmarshal(raw, &accounts); err != nil {
		return err
	}
	return h.db.CreateInBatches(&accounts, 100).Error
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}
