package billing

import (
	"context"
	"fmt"
)

// Gateway charges cards.
type Gateway interface {
	Charge(ctx context.Context, card string, cents int64) (string, error)
}

// Service bills customers.
type Service struct{ Gateway Gateway }

// Bill charges and describes it.
func (s Service) Bill(ctx context.Context, card string, cents int64) (string, error) {
	id, err := s.Gateway.Charge(ctx, card, cents)
	if err != nil {
		return "", fmt.Errorf("bill: %w", err)
	}
	return "charged " + id, nil
}
