package pop3

import "strings"

// offer is what a server has said in reply to CAPA: lines of a tag and its
// parameters. Nil: it does not know CAPA, and so has said nothing.
type offer [][]string

func readOffer(lines [][]byte) offer {
	o := offer{}
	for _, l := range lines {
		if words := strings.Fields(string(l)); len(words) > 0 {
			o = append(o, words)
		}
	}
	return o
}

// has reports whether the server has said that it can do something.
func (o offer) has(tag string) bool {
	for _, words := range o {
		if strings.EqualFold(words[0], tag) {
			return true
		}
	}
	return false
}

// may reports whether it is worth a try: the server has said that it can, or
// nothing at all.
func (o offer) may(tag string) bool { return o == nil || o.has(tag) }

// mechanisms are those that AUTH takes (RFC 5034 section 3).
func (o offer) mechanisms() []string {
	var all []string
	for _, words := range o {
		if strings.EqualFold(words[0], "SASL") {
			all = append(all, words[1:]...)
		}
	}
	return all
}
