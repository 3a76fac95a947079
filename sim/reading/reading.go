// Package reading opens what others have recorded: a capture file or a pasted
// transcript, of whatever protocol, and gives what a Tap needs to listen to it.
package reading

import (
	"errors"
	"math"
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

	log *sim.Log
}

// Log is what a Tap made of the session when it listened to it.
func (s Session) Log() *sim.Log { return s.log }

// Read finds the session in a file, and the protocol it speaks, unless that is
// given, and lets a Tap listen to it. The error says what is wrong with the
// file, and where.
func Read(file []byte, wanted *sim.Profile) (Session, error) {
	j := Begin(file, wanted)
	for done := false; !done; {
		done, _ = j.Next(math.MaxInt)
	}
	return j.Result()
}

// find finds the session in a file. Time and again it asks whether to go on.
func find(file []byte, wanted *sim.Profile, pause func(part float64) bool) (s Session, lines []int, err error) {
	if len(file) == 0 {
		return Session{}, nil, errors.New("it is empty")
	}
	if pcap.Recognizes(file) {
		capture, err := pcap.Read(file)
		if err != nil {
			return Session{}, nil, err
		}
		port := capture.Connections[0].Port
		if wanted == nil {
			wanted = guess(capture.Inputs, port)
		}
		wanted, with := withOptions(wanted, capture.Inputs)
		return Session{Profile: wanted, With: with, Inputs: capture.Inputs, Began: capture.Began, Port: port, Notes: capture.Notes}, nil, nil
	}
	pasted, err := paste.Read(file, tables(wanted), pause)
	if err != nil {
		return Session{}, nil, err
	}
	if wanted == nil {
		if wanted, err = scenario.Profile(pasted.Profile.Name); err != nil {
			return Session{}, nil, err
		}
	}
	wanted, with := withOptions(wanted, pasted.Inputs)
	return Session{Profile: wanted, With: with, Inputs: pasted.Inputs, Notes: pasted.Notes}, pasted.Lines, nil
}

// tables are those of the protocols that a transcript may be of, each with all
// that it knows in any revision: another's server may have any.
func tables(wanted *sim.Profile) []*sim.Profile {
	var all []*sim.Profile
	for _, p := range likely() {
		for _, whole := range scenario.Profiles() {
			if whole.Name == p.Name && (wanted == nil || wanted.Name == p.Name) {
				all = append(all, whole)
			}
		}
	}
	return all
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
		n := paste.Likeness(p, greeting, said)
		if p.Port == port {
			n++
		}
		if n > points {
			best, points = p, n
		}
	}
	return best
}

// commands are the first words of what the client says, each once.
func commands(inputs []sim.Input) paste.Keywords {
	var words paste.Keywords
	for _, in := range inputs {
		if in.Kind == sim.Octets && in.From == sim.Client {
			for line := range strings.Lines(string(in.Data)) {
				words.Add(line)
			}
		}
	}
	return words
}
