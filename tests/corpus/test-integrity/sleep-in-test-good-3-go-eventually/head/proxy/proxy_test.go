package proxy

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestClientGivesUp(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(200 * time.Millisecond)
		w.WriteHeader(http.StatusOK)
	}))
	defer server.Close()
	_, err := Client(20 * time.Millisecond).Get(server.URL)
	require.Error(t, err)
}

func TestCounts(t *testing.T) {
	var n atomic.Int32
	go n.Add(1)
	require.Eventually(t, func() bool { return n.Load() == 1 }, time.Second, 5*time.Millisecond)
}

func TestPolls(t *testing.T) {
	var n atomic.Int32
	go n.Add(1)
	deadline := time.Now().Add(time.Second)
	for n.Load() == 0 {
		if time.Now().After(deadline) {
			t.Fatal("never counted")
		}
		time.Sleep(time.Millisecond)
	}
}
