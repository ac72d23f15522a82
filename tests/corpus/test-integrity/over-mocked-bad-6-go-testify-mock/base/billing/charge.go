package billing

import "context"

// Gateway charges cards.
type Gateway interface {
	Charge(ctx context.Context, card string, cents int64) (string, error)
}
