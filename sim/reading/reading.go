// Package reading opens what others have recorded: a capture file or a pasted
// transcript, of whatever protocol, and gives what a Tap needs to listen to it.
package reading

import (
	"errors"
	"slices"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pcap"
	"popscope/sim/scenario"
)

// MaxFile is how many octets a file may have.
const MaxFile = pcap.MaxFile

// Session is what was found in a file.
type Session struct {
	Profile *sim.Profile
	With    []string    // options of the protocol whose commands are given in the session
	Inputs  []sim.Input // for a Tap
	Began   time.Time   // at virtual time 0; zero: nobody knows
	Port    int         // of the server; 0: nobody knows
	Notes   []string    // what a reader must know: what is missing, what was left out
}

// Log lets a Tap listen to the session.
func (s Session) Log() *sim.Log {
	l := sim.NewLog(sim.NewTap(s.Profile))
	for _, in := range s.Inputs {
		l.Append(in)
	}
	return l
}

// Read finds the session in a file, and the protocol it speaks, unless that is
// given. The error says what is wrong with the file, and where.
func Read(file []byte, wanted *sim.Profile) (Session, error) {
	if len(file) == 0 {
		return Session{}, errors.New("it is empty")
	}
	if pcap.Recognizes(file) {
		which := pcap.Recognized
		if wanted != nil {
			which = pcap.Believed
		}
		capture, err := pcap.Read(file, which)
		if err != nil {
			return Session{}, err
		}
		port := capture.Connections[0].Port
		if wanted == nil {
			wanted = guess(capture.Inputs, port)
		}
		wanted, with := withOptions(wanted, capture.Inputs)
		return Session{Profile: wanted, With: with, Inputs: capture.Inputs, Began: capture.Began, Port: port, Notes: capture.Notes}, nil
	}
	read := func(p *sim.Profile) (Session, error) {
		pasted, err := paste.Read(string(file), p)
		q, with := withOptions(p, pasted.Inputs)
		if err == nil && q != p {
			p = q
			pasted, err = paste.Read(string(file), p)
		}
		return Session{Profile: p, With: with, Inputs: pasted.Inputs, Notes: pasted.Notes}, err
	}
	if wanted != nil {
		return read(wanted)
	}
	// Who speaks depends on the protocol, and what protocol it is on what the
	// server says first, which any protocol's table finds.
	var first error
	for _, p := range likely() {
		s, err := read(p)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if q := guess(s.Inputs, p.Port); q.Name != p.Name {
			return read(q)
		}
		return s, nil
	}
	return Session{}, first
}

// likely are the protocols, that which most programs speak first.
func likely() []*sim.Profile {
	first, err := scenario.Profile(usual)
	if err != nil {
		return scenario.Profiles()
	}
	all := []*sim.Profile{first}
	for _, p := range scenario.Profiles() {
		if p.Name != first.Name {
			all = append(all, p)
		}
	}
	return all
}

// withOptions is the table with the options whose commands are given in the
// session: another's server may have any.
func withOptions(p *sim.Profile, inputs []sim.Input) (*sim.Profile, []string) {
	said := commands(inputs)
	var with []string
	for _, whole := range scenario.Profiles() {
		if whole.Name != p.Name {
			continue
		}
		for _, c := range whole.AllCommands() {
			word, _, _ := strings.Cut(c.Keyword, " ")
			if c.Tag != "" && p.Find(c.Keyword, p.Initial) == nil && slices.Contains(said, word) && !slices.Contains(with, c.Tag) {
				with = append(with, c.Tag)
			}
		}
	}
	q, err := scenario.For(sim.Scenario{Protocol: p.Name, Service: sim.Service{With: with}})
	if err != nil || with == nil {
		return p, nil
	}
	return q, with
}

// usual is the protocol of a session that does not tell.
const usual = "POP3"

// guess tells the protocol by the greeting, by the commands that it knows, and
// by the port where these leave a choice.
func guess(inputs []sim.Input, port int) *sim.Profile {
	greeting := ""
	for _, in := range inputs {
		if in.Kind == sim.Octets && in.From == sim.Server {
			greeting, _, _ = strings.Cut(string(in.Data), "\r\n")
			break
		}
	}
	said := commands(inputs)
	best, points := likely()[0], -len(said)-1
	for _, p := range likely() {
		n := 0
		if p.Speaks(greeting) {
			n += 4
		}
		if strings.Contains(strings.ToUpper(greeting), p.Name) {
			n += 2
		}
		if p.Port == port {
			n++
		}
		for _, keyword := range said {
			if p.Find(keyword, p.Initial) == nil {
				n--
			}
		}
		if n > points {
			best, points = p, n
		}
	}
	return best
}

// enough is how many different commands are looked at to tell the protocol.
const enough = 50

// commands are the first words of what the client says, each once. Some are no
// commands, but then no protocol knows them.
func commands(inputs []sim.Input) []string {
	var words []string
	for _, in := range inputs {
		if in.Kind != sim.Octets || in.From != sim.Client {
			continue
		}
		for line := range strings.Lines(string(in.Data)) {
			word, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
			if word = strings.ToUpper(word); !slices.Contains(words, word) {
				words = append(words, word)
			}
			if len(words) == enough {
				return words
			}
		}
	}
	return words
}
