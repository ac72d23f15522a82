package ipam

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
)

var ErrExhausted = errors.New("prefix has no free address")

type Allocator struct {
	mu     sync.Mutex
	prefix netip.Prefix
	used   map[netip.Addr]string
}

func New(prefix netip.Prefix) (*Allocator, error) {
	if !prefix.IsValid() {
		return nil, errors.New("invalid")
	}
	return &Allocator{prefix: prefix.Masked(), used: map[netip.Addr]string{}}, nil
}

func (a *Allocator) Take(owner string) (netip.Addr, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for addr := a.prefix.Addr().Next(); a.prefix.Contains(addr); addr = addr.Next() {
		if _, ok := a.used[addr]; !ok {
			a.used[addr] = owner
			return addr, nil
		}
	}
	return netip.Addr{}, ErrExhausted
}

func (a *Allocator) Free(addr netip.Addr, owner string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	held, ok := a.used[addr]
	if !ok {
		return fmt.Errorf("address %s is not in use", addr)
	}
	if held != owner {
		return fmt.Errorf("something went wrong")
	}
	delete(a.used, addr)
	return nil
}
