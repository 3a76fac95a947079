package pop3

import (
	"slices"
	"strings"
)

// offer is what a server has said in reply to CAPA: lines of a tag and its
// parameters, in upper case. Nil: it does not know CAPA, and so has said
// nothing.
type offer [][]string

func readOffer(lines [][]byte) offer {
	o := offer{}
	for _, l := range lines {
		o = append(o, strings.Fields(strings.ToUpper(string(l))))
	}
	return o
}

// find gives the line of a tag, nil if there is none.
func (o offer) find(tag string) []string {
	i := slices.IndexFunc(o, func(words []string) bool { return len(words) > 0 && words[0] == tag })
	if i < 0 {
		return nil
	}
	return o[i]
}

// has reports whether the server has said that it can do something.
func (o offer) has(tag string) bool { return o.find(tag) != nil }

// may reports whether it is worth a try: the server has said that it can, or
// nothing at all.
func (o offer) may(tag string) bool { return o == nil || o.has(tag) }

// nothingStays reports whether the server lets nobody leave mail (RFC 2449
// section 6.7).
func (o offer) nothingStays() bool {
	words := o.find("EXPIRE")
	return len(words) > 1 && words[1] == "0"
}

// mechanisms are those that AUTH takes (RFC 5034 section 3).
func (o offer) mechanisms() []string {
	if words := o.find("SASL"); words != nil {
		return words[1:]
	}
	return nil
}
