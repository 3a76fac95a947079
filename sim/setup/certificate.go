package setup

import (
	"slices"
	"strings"

	"popscope/sim"
)

// certified are the names in a machine's certificate: all that lead to it. Its
// address is not among them, as it hardly ever is.
func certified(sc sim.Scenario, address string) []string {
	var all []string
	for _, n := range names(sc) {
		if n[1] == address {
			all = append(all, n[0])
		}
	}
	return all
}

// certified reports whether the certificate is that of the server which the form
// names (RFC 2595 section 2.4: upper and lower case do not matter).
func (t *try) certified() bool {
	return slices.ContainsFunc(certified(t.scenario, t.address), func(name string) bool { return strings.EqualFold(name, t.account.Server) })
}

// certificate notes what the mail program makes of the certificate. It must look
// at it (RFC 8314 section 5.3).
func (t *try) certificate() {
	stands := " does not stand in it."
	if t.certified() {
		stands = " stands in it."
	}
	t.note(0, "program", "", "The client looks at the certificate: "+t.account.Server+stands)
}
