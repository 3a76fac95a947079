package pcap

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"popscope/sim"
)

// The ports that are POP's: 109 for POP1 and POP2, 110 for POP3 (and POP4).
// What speaks on another port is POP if it speaks like it.
func popPort(p uint16) bool { return p == 109 || p == 110 }

// capture picks the POP connections out, and says what must be known of them.
func (t *table) capture(began time.Time) (Capture, error) {
	out := Capture{Began: began}
	var others []string
	left := 0
	for _, c := range t.all {
		s := c.tell()
		if c.client < 0 {
			c.client = c.guess(s)
		}
		server := c.ends[1-c.client]
		if secret := c.encrypted(s); !c.speaksPOP(s) || secret {
			port := fmt.Sprint(server.port)
			if secret {
				port += " (encrypted by TLS)"
			}
			if !slices.Contains(others, port) {
				others = append(others, port)
			}
			continue
		}
		if len(out.Connections) == MaxConnections {
			left++
			continue
		}
		out.Connections = append(out.Connections, Connection{c.ends[c.client].String(), server.String(), int(server.port)})
		n := len(out.Connections)
		for _, note := range c.notes(s) {
			out.Notes = append(out.Notes, fmt.Sprintf("Connection %d: %s", n, note))
		}
		out.Inputs = append(out.Inputs, c.inputs(n, s)...)
	}
	if left > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("The file has %s more POP connections than the %s that are shown.", number(left), number(MaxConnections)))
	}
	for _, o := range t.odd {
		out.Notes = append(out.Notes, fmt.Sprintf("%s left out (the first is packet %s): %s.", packets(o.count), number(o.first), o.why))
	}
	if t.cut.count > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("Of %s the program that made the file did not keep every octet (the first is packet %s). It can be told to (tcpdump -s 0).", strings.ToLower(packets(t.cut.count)), number(t.cut.first)))
	}
	if len(out.Connections) == 0 {
		return Capture{}, nothing(others, out.Notes)
	}
	if len(others) > 0 {
		slices.Sort(others)
		out.Notes = append(out.Notes, "The file also has TCP connections that are not readable POP, to port "+list(others)+". They are left out.")
	}
	// Within a connection they are in order of time, and stay in their order.
	slices.SortStableFunc(out.Inputs, func(a, b sim.Input) int { return cmp.Compare(a.At, b.At) })
	return out, nil
}

// nothing says that the file holds no POP, and what else it holds.
func nothing(others, notes []string) error {
	text := "no POP connection is in this file: "
	if len(others) == 0 {
		text += "it has no TCP connection that can be read"
	} else {
		slices.Sort(others)
		text += "its TCP connections go to port " + list(others) + ", and no server there begins with + or -, as a POP server does"
	}
	return errors.New(strings.Join(append([]string{text}, notes...), ". "))
}

// list puts up to ten words in a row.
func list(words []string) string {
	if len(words) > 10 {
		return strings.Join(words[:10], ", ") + " and others"
	}
	return strings.Join(words, ", ")
}

// packets is "1 packet" or "2,340 packets".
func packets(n int) string {
	if n == 1 {
		return "1 packet"
	}
	return number(n) + " packets"
}

// guess says which end is the client of a connection that was not seen to open.
func (c *connection) guess(s *story) int {
	for i, e := range c.ends {
		if popPort(e.port) {
			return 1 - i
		}
	}
	for _, x := range s.said {
		if x.octets[0] == '+' || x.octets[0] == '-' {
			return 1 - x.from
		}
	}
	if c.ends[0].port < c.ends[1].port {
		return 1
	}
	return 0
}

// speaksPOP reports whether a connection is POP's: by its port, or because the
// server speaks first and begins with "+" or "-".
func (c *connection) speaksPOP(s *story) bool {
	if len(s.said) == 0 {
		return popPort(c.ends[1-c.client].port)
	}
	first := s.said[0]
	return popPort(c.ends[1-c.client].port) || first.from != c.client && (first.octets[0] == '+' || first.octets[0] == '-')
}

// hello is how a TLS connection begins (RFC 8446 section 5.1): a handshake
// record.
var hello = []byte{0x16, 0x03}

// encrypted reports whether the connection was from its first octet.
func (c *connection) encrypted(s *story) bool {
	return len(s.said) > 0 && s.said[0].from == c.client && bytes.HasPrefix(s.said[0].octets, hello)
}

// turns reports whether TLS begins in the course of the connection.
func (c *connection) turns(s *story) bool {
	var line []byte
	for _, x := range s.said {
		if x.from != c.client {
			continue
		}
		if bytes.HasPrefix(x.octets, hello) && bytes.EqualFold(bytes.TrimSpace(line), []byte("STLS")) {
			return true
		}
		line = append(line, x.octets...)
		if n := len(bytes.TrimRight(line, "\r\n")); n > 0 {
			line = line[bytes.LastIndexByte(line[:n], '\n')+1:]
		}
		line = line[max(len(line)-16, 0):]
	}
	return false
}

// who names an end.
func (c *connection) who(end int) string {
	if end == c.client {
		return "client"
	}
	return "server"
}

// whole reports whether the beginning of the connection is in the file. If it
// is not, a Tap is not told that it opens.
func (c *connection) whole() bool { return c.sides[0].whole || c.sides[1].whole }

// notes are what must be known of a connection.
func (c *connection) notes(s *story) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if !c.whole() {
		add("it was open already when the capture began; what was said before is not in the file.")
	}
	for i, g := range s.gaps {
		if i == 10 {
			add("more octets are missing, in %s further places.", number(len(s.gaps)-i))
			break
		}
		add("%s octets that the %s sent are missing: they should stand before packet %s, and are not in the file.", number(int(g.octets)), c.who(g.from), number(g.packet))
	}
	if s.again.count > 0 {
		add("%s brought octets again that were there already (the first is packet %s); they are shown once.", packets(s.again.count), number(s.again.first))
	}
	if s.mixed.count > 0 {
		add("%s overtook others (the first is packet %s); what they bring is shown in its order.", packets(s.mixed.count), number(s.mixed.first))
	}
	if s.beyond {
		add("more than %s octets were sent one way; the rest is left out.", number(MaxOctets))
	}
	if c.turns(s) {
		add("after STLS it is encrypted by TLS: from there on nobody can read it.")
	}
	switch {
	case s.reset > 0:
		add("packet %s cuts it off (a TCP reset).", number(s.reset))
	case !s.ends:
		add("it was still open when the capture ended.")
	}
	return out
}

// inputs are what a Tap is to see, as connection number n.
func (c *connection) inputs(n int, s *story) []sim.Input {
	sides := [2]sim.Side{sim.Server, sim.Server}
	sides[c.client] = sim.Client
	var out []sim.Input
	if c.whole() {
		out = append(out, sim.Input{At: c.pieces[0].at, Conn: n, From: sim.Client, Kind: sim.Open})
	}
	for _, x := range s.said {
		out = append(out, sim.Input{At: x.at, Conn: n, From: sides[x.from], Kind: sim.Octets, Data: x.octets})
	}
	if s.ends {
		out = append(out, sim.Input{At: s.at, Conn: n, From: sides[s.by], Kind: sim.Close})
	}
	return out
}
