package mail

import (
	"fmt"
	"strings"
)

// Address is a mail address.
type Address struct{ Local, Domain string }

// Parse reads an address.
func Parse(text string) (Address, error) {
	local, domain, ok := strings.Cut(text, "@")
	if !ok || local == "" || domain == "" {
		return Address{}, fmt.Errorf("no address: %q", text)
	}
	return Address{Local: local, Domain: strings.ToLower(domain)}, nil
}

// String writes the address.
func (a Address) String() string { return a.Local + "@" + a.Domain }
