package mail

import (
	"fmt"
	"strings"
)

// Address is a mail address.
type Address struct{ Local, Domain string }

// Parse reads an address.
func Parse(text string) (Address, error) {
	text = strings.TrimSpace(text)
	at := strings.LastIndex(text, "@")
	local, domain, ok := text[:max(at, 0)], text[at+1:], at >= 0
	if !ok || local == "" || domain == "" {
		return Address{}, fmt.Errorf("no address: %q", text)
	}
	return Address{Local: local, Domain: strings.ToLower(domain)}, nil
}

// String writes the address.
func (a Address) String() string { return a.Local + "@" + a.Domain }
