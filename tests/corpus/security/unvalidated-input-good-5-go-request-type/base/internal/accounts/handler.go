package accounts

import (
	"encoding/json"
	"net/http"

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

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}
