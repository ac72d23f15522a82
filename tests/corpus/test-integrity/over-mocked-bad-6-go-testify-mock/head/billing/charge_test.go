package billing

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
)

type mockGateway struct{ mock.Mock }

func (m *mockGateway) Charge(ctx context.Context, card string, cents int64) (string, error) {
	args := m.Called(ctx, card, cents)
	return args.String(0), args.Error(1)
}

func TestCharge(t *testing.T) {
	gateway := new(mockGateway)
	gateway.On("Charge", mock.Anything, "visa", int64(100)).Return("tx-1", nil)
	id, err := gateway.Charge(context.Background(), "visa", 100)
	assert.NoError(t, err)
	assert.Equal(t, "tx-1", id)
}
