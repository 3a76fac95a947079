package pcap

import (
	"bytes"
	"slices"

	"popscope/sim/wire"
)

// Which says which of a file's TCP connections are taken for POP's.
type Which int

const (
	// Recognized are those to POP's ports, and those whose server begins as a
	// POP server does.
	Recognized Which = iota
	// Believed are also those of which nobody can tell, and, where there is none
	// of these, all that are not encrypted: somebody who knows says that the file
	// holds POP.
	Believed
)

// The ports that are POP's: 109 for POP1 and POP2, 110 for POP3 (and POP4).
// What speaks on another port is POP if it speaks like it.
func popPort(p uint16) bool { return p == 109 || p == 110 }

// portPOP3S is where TLS begins with the first octet (RFC 8314 section 3.1).
const portPOP3S = 995

// wellKnown is the first port that is not reserved for a service of its own (RFC
// 6335 section 6).
const wellKnown = 1024

// look is what a connection seems to be.
type look int

const (
	pop     look = iota
	hidden       // by TLS, from the first octet that is in the file
	late         // the beginning, which would tell, is not in the file
	silent       // nobody says anything
	foreign      // the server does not begin as a POP server does
	service      // the beginning is not in the file, and the port is another service's
	asked        // the client speaks first, as POP's does not
	kinds        // how many there are
)

// looks tells what a connection seems to be.
func (c *connection) looks(s *story) look {
	first := c.firstSaid(s)
	client, server := first[c.client], first[1-c.client]
	port := c.ends[1-c.client].port
	alert := server != nil && wire.TLSAlert(server.octets)
	switch begins := client != nil && (wire.TLSHello(client.octets) || tlsRecord(client.octets)); {
	case server != nil && tlsRecord(server.octets) && !alert:
		return hidden
	case begins && !popPort(port) && !indicates(server):
		return hidden
	case popPort(port):
		return pop
	case client == nil && server == nil && s.gone == [2]int64{}:
		return silent
	case !c.whole() || server == nil || server.octets == nil:
		if port < wellKnown {
			return service
		}
		return late
	case client != nil && client.piece < server.piece && !begins:
		return asked
	case indicates(server):
		return pop
	}
	return foreign
}

// firstSaid is what each end said first, or is missing of it; nil is nothing.
func (c *connection) firstSaid(s *story) (first [2]*spoken) {
	for i := range s.said {
		x := &s.said[i]
		if first[x.from] == nil {
			first[x.from] = x
		}
		if first[1-x.from] != nil {
			break
		}
	}
	return first
}

// indicates reports whether something begins like a status indicator.
func indicates(x *spoken) bool {
	return x != nil && len(x.octets) > 0 && (x.octets[0] == '+' || x.octets[0] == '-')
}

// guess says which end is the client of a connection that was not seen to open.
func (c *connection) guess(s *story) int {
	for i, e := range c.ends {
		if popPort(e.port) {
			return 1 - i
		}
	}
	for i := range s.said {
		if x := &s.said[i]; indicates(x) {
			return 1 - x.from
		}
	}
	if c.ends[0].port < c.ends[1].port {
		return 1
	}
	return 0
}

// agreed says whether the two had agreed on TLS when one began it.
type agreed int

const (
	uninvited   agreed = iota // they had not: no STLS is there, or it was refused
	askedBefore               // the client said STLS, and more behind it: it is not looked up here how that was answered
	invited                   // the client said STLS, and was not refused
	unheard                   // what was said before is not in the file
)

// begins gives the packet with which a client begins TLS, or its server tells
// that it should have not; 0: none does.
func (c *connection) begins(s *story) (packet int, how agreed) {
	var line [2][]byte // that each side is in the middle of, or said last
	refused, asked := false, false
	if !c.whole() {
		how = unheard
	}
	for _, x := range s.said {
		fresh := len(line[x.from]) == 0 || line[x.from][len(line[x.from])-1] == '\n'
		if fresh && (x.from == c.client && wire.TLSHello(x.octets) || wire.TLSAlert(x.octets)) {
			switch last := saysSTLS(line[c.client]); {
			case last && !refused:
				how = invited
			case asked && !last && how == uninvited:
				how = askedBefore
			}
			return c.pieces[x.piece].packet, how
		}
		if x.from != c.client && fresh {
			refused = bytes.HasPrefix(x.octets, []byte("-"))
		}
		if x.from == c.client {
			for l := range bytes.Lines(append(line[x.from], x.octets...)) {
				asked = asked || saysSTLS(l) && l[len(l)-1] == '\n'
			}
		}
		if line[x.from] = lastLine(append(line[x.from], x.octets[max(len(x.octets)-2*longestKept, 0):]...)); x.missing != 0 {
			line[x.from], how = nil, unheard
		}
	}
	return 0, how
}

// longestKept is how much of a line is kept to see what it is.
const longestKept = 16

// lastLine is the end of the line that comes last in octets, complete or not.
func lastLine(p []byte) []byte {
	n := len(bytes.TrimRight(p, "\r\n"))
	p = p[bytes.LastIndexByte(p[:n], '\n')+1:]
	return slices.Clone(p[max(len(p)-longestKept, 0):])
}

func saysSTLS(line []byte) bool {
	return bytes.EqualFold(bytes.TrimSpace(line), []byte("STLS"))
}

// tlsRecord reports whether octets begin with a record of TLS, of whatever type
// (RFC 8446 section 5.1): what either side says under TLS does.
func tlsRecord(p []byte) bool {
	return len(p) > 2 && p[0] >= 20 && p[0] <= 24 && p[1] == 3 && p[2] <= 4
}
