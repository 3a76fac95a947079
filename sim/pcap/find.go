package pcap

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"popscope/sim"
)

// capture picks the POP connections out, and says what must be known of them.
func (r *reader) capture(which Which) (Capture, error) {
	out := Capture{Began: r.began}
	t := &r.tcp
	var found []told
	for _, c := range t.all {
		s := c.tell()
		found = append(found, told{c, s, c.looks(s)})
	}
	taken := choose(found, which)
	var others elsewhere
	var inputs [][]sim.Input
	left, open := 0, false
	for _, f := range found {
		switch {
		case !taken[f.look]:
			others.add(f)
			continue
		case len(out.Connections) == MaxConnections:
			left++
			continue
		}
		server := f.ends[1-f.client]
		out.Connections = append(out.Connections, Connection{f.ends[f.client].String(), server.String(), int(server.port)})
		n := len(out.Connections)
		for _, note := range f.notes(f.story) {
			out.Notes = append(out.Notes, fmt.Sprintf("Connection %d: %s", n, note))
		}
		inputs = append(inputs, f.inputs(n, f.story))
		how := f.story.ending.how
		open = open || how == notYet || how == unanswered
	}
	if left > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("The file has %s more POP connections than the %s that are shown.", number(left), number(MaxConnections)))
	}
	out.Notes = append(out.Notes, r.notes()...)
	if len(out.Connections) == 0 {
		return Capture{}, nothing(others, out.Notes, r.read)
	}
	if left := others.list(); left != "" {
		out.Notes = append(out.Notes, "The file also has TCP connections that are left out: "+left+".")
	}
	out.Inputs = slices.Concat(inputs...)
	// Within a connection they are in order of time, and stay in their order.
	slices.SortStableFunc(out.Inputs, func(a, b sim.Input) int { return cmp.Compare(a.At, b.At) })
	if open {
		out.Inputs = append(out.Inputs, sim.Input{At: r.before.Sub(r.began), Kind: sim.Wait})
	}
	if first := out.Inputs[0].At; first < 0 {
		out.Began = out.Began.Add(first)
		for i := range out.Inputs {
			out.Inputs[i].At -= first
		}
	}
	return out, nil
}

// told is a connection with its story, and what it seems to be.
type told struct {
	*connection
	story *story
	look  look
}

// choose says what kinds of connections are shown.
func choose(found []told, which Which) (taken [kinds]bool) {
	taken[pop] = true
	if which == Recognized {
		return taken
	}
	taken[late] = true
	if !slices.ContainsFunc(found, func(f told) bool { return taken[f.look] }) {
		taken[foreign], taken[service], taken[asked] = true, true, true
	}
	return taken
}

// elsewhere are connections that are left out: the ports of each kind.
type elsewhere [kinds]map[uint16]bool

func (e *elsewhere) add(f told) {
	if e[f.look] == nil {
		e[f.look] = map[uint16]bool{}
	}
	e[f.look][f.ends[1-f.client].port] = true
}

// list says what they are, and why they are left out.
func (e *elsewhere) list() string {
	var parts []string
	for k, ports := range e {
		if look(k) == hidden && ports[portPOP3S] {
			parts = append(parts, "to port 995 (POP3S, encrypted by TLS from the first octet, RFC 8314 section 3.1: nobody can read it without its keys)")
			delete(ports, portPOP3S)
		}
		if len(ports) > 0 {
			parts = append(parts, "to port "+row(ports)+" ("+reasons[k]+")")
		}
	}
	return strings.Join(parts, ", ")
}

// reasons are why each kind of connection is left out.
var reasons = [kinds]string{
	hidden:  "encrypted by TLS",
	late:    "what the server said first, which would tell, is not in the file; whoever knows that it is POP can name the protocol",
	silent:  "nobody says anything",
	foreign: "the server does not begin with + or -, as a POP server does",
	service: "what the server said first is not in the file, and the port is that of another service",
	asked:   "the client speaks before the server, as none of POP's does",
}

// nothing says that the file holds no POP, and what else it holds.
func nothing(others elsewhere, notes []string, read int) error {
	text := "no POP connection was found in this file: "
	if list := others.list(); list != "" {
		text += "its TCP connections go " + list
	} else if read == 0 {
		text += "it has no packets"
	} else {
		text += "no TCP was found in its " + packets(read)
	}
	for _, n := range notes {
		text += ". " + strings.TrimSuffix(n, ".")
	}
	return errors.New(text)
}

// row gives up to ten ports, the lowest first.
func row(ports map[uint16]bool) string {
	var words []string
	for _, p := range slices.Sorted(maps.Keys(ports)) {
		if len(words) == 10 {
			return strings.Join(words, ", ") + " and others"
		}
		words = append(words, fmt.Sprint(p))
	}
	return strings.Join(words, ", ")
}

// inputs are what a Tap is to see, as connection number n.
func (c *connection) inputs(n int, s *story) []sim.Input {
	sides := [2]sim.Side{sim.Server, sim.Server}
	sides[c.client] = sim.Client
	out := make([]sim.Input, 0, len(s.said)+2)
	if c.whole() {
		out = append(out, sim.Input{At: c.pieces[0].at, Conn: n, From: sim.Client, Kind: sim.Open})
	}
	for _, x := range s.said {
		in := sim.Input{At: x.at, Conn: n, From: sides[x.from], Kind: sim.Octets, Data: x.octets}
		if x.missing != 0 {
			in.Kind, in.N = sim.Missing, int(max(x.missing, 0))
		}
		out = append(out, in)
	}
	if kind := map[how]sim.InputKind{closed: sim.Close, reset: sim.Reset, refused: sim.Refuse}[s.ending.how]; kind != "" {
		out = append(out, sim.Input{At: s.ending.at, Conn: n, From: sides[s.ending.by], Kind: kind})
	}
	return out
}

// whole reports whether the beginning of the connection is in the file. If it
// is not, a Tap is not told that it opens.
func (c *connection) whole() bool { return c.sides[0].whole || c.sides[1].whole }
