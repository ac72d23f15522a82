package tok

import (
	"fmt"
	"math/rand"
	"time"
)

var rng = rand.New(rand.NewSource(time.Now().UnixNano()))

type Service struct{ rnd *rand.Rand }

func (s *Service) otp() string {
	return fmt.Sprintf("%06d", s.rnd.Intn(1000000))
}

func generateSessionID() string {
	b := make([]byte, 16)
	rng.Read(b)
	return fmt.Sprintf("%x", b)
}

func newUser(name string) User {
	return User{Name: name, Salt: fmt.Sprint(rand.Int63())}
}

func jitter(d time.Duration) time.Duration {
	return d + time.Duration(rand.Int63n(int64(d)/2))
}
