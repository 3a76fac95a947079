package golden

import (
	"bytes"
	"fmt"
	"strings"

	"popscope/sim"
)

// player plays a golden session and writes down what happens.
type player struct {
	profile *sim.Profile
	log     *sim.Log
	out     strings.Builder
	part    map[int]bool      // connections whose client has sent part of a line
	device  map[int]bool      // connections that a device has opened
	excused map[int]string    // what was last said of why, by connection
	why     map[int]sim.Event // refusals that have not been sent yet, by connection
	plain   bool              // show.Transcript can say all of it
	spoke   map[string]bool   // keywords typed where there is no connection
}

// play plays the whole script, by the table as the scenario's service has it.
func (a *archive) play(whole *sim.Profile) (*player, error) {
	sc := a.scenario
	if sc.Protocol != "" && sc.Protocol != whole.Name {
		return nil, fmt.Errorf("the scenario asks for %s, and this is %s", sc.Protocol, whole.Name)
	}
	sc.Protocol = whole.Name
	profile, err := whole.For(sc.Service)
	if err != nil {
		return nil, err
	}
	p := &player{
		profile: profile, log: sim.NewLog(sim.NewWorld(profile, sc)),
		part: map[int]bool{}, device: map[int]bool{}, excused: map[int]string{}, why: map[int]sim.Event{}, spoke: map[string]bool{}, plain: true,
	}
	for _, s := range a.script {
		if s.told {
			p.write(s.text...)
		}
		if s.remark {
			continue
		}
		var events []sim.Event
		for _, in := range append([]sim.Input{s.input}, s.during...) {
			in.At += p.log.Now()
			events = append(events, p.log.Append(in)...)
		}
		p.tell(s, append(events, p.log.Settle()...))
	}
	return p, nil
}

func (p *player) write(lines ...string) {
	for _, l := range lines {
		p.out.WriteString(l + "\n")
	}
}

// silent are the events that a session does not speak of: the octets on the
// lines around them say as much. All others are told, those to come as well.
var silent = map[sim.Kind]bool{sim.Arrived: true, sim.Commanded: true, sim.Learned: true, sim.TCP: true}

// tell writes down the events that a step has brought about.
func (p *player) tell(s step, events []sim.Event) {
	if !s.told && len(events) > 0 && events[0].Kind == sim.Fault && events[0].Side == sim.Client {
		// Nothing was sent, but the script must keep what was typed.
		p.write(s.text...)
		p.plain = false
		words := strings.Fields(strings.ToUpper(string(s.input.Data)))
		for n := range min(len(words), 2) { // some keywords are two words
			p.spoke[strings.Join(words[:n+1], " ")] = true
		}
	}
	for _, e := range events {
		if e.Kind == sim.Opened {
			p.part[e.Conn], p.device[e.Conn] = false, e.Device != ""
		}
		p.plain = p.plain && e.Conn < 2 && !p.device[e.Conn]
		if !silent[e.Kind] {
			p.event(p.who(e), e)
		}
	}
}

// who speaks in an event: C, S2, or D for a program that acts on its own.
func (p *player) who(e sim.Event) string {
	who := "S"
	switch {
	case e.Side == sim.Client && p.device[e.Conn]:
		who = "D"
	case e.Side == sim.Client:
		who = "C"
	}
	if e.Conn > 1 {
		who += fmt.Sprint(e.Conn)
	}
	return who
}

// event writes one down.
func (p *player) event(who string, e sim.Event) {
	switch {
	case e.Kind == sim.Opened:
		p.write(who + ": " + sim.OpenConnection)
	case e.Kind == sim.Hangup:
		p.write(who + ": " + sim.CloseConnection)
		if e.Explain != "" {
			p.why[e.Conn] = e
		}
		p.excuse(e.Conn)
	case e.Kind == sim.Sent && e.Side == sim.Client:
		p.said(who, e)
	case e.Kind == sim.Sent:
		p.heard(who, e)
	case e.Kind == sim.Replied:
		delete(p.excused, e.Conn)
		if !e.OK {
			p.why[e.Conn] = e
		}
	default:
		p.aside(p.profile.Narrate(e))
		if e.Explain != "" {
			p.aside(e.Explain)
		}
	}
}

// said writes down what a client has sent: lines, or some octets.
func (p *player) said(who string, e sim.Event) {
	for octets := range bytes.Lines(e.Octets) {
		text, whole := bytes.CutSuffix(octets, []byte("\r\n"))
		if whole && !p.part[e.Conn] {
			p.line(who, text)
			continue
		}
		p.part[e.Conn] = !bytes.HasSuffix(octets, []byte("\n"))
		p.piece(who, octets)
	}
}

// heard writes down what the server has sent, and why it refused, if it did.
func (p *player) heard(who string, e sim.Event) {
	for line := range bytes.Lines(e.Octets) {
		if text, whole := bytes.CutSuffix(line, []byte("\r\n")); whole {
			p.line(who, text)
		} else {
			p.piece(who, line)
		}
	}
	p.excuse(e.Conn)
}

// excuse writes down why the server has refused, once: when it has said so, or
// when it has closed without a word.
func (p *player) excuse(conn int) {
	r, ok := p.why[conn]
	if !ok {
		return
	}
	delete(p.why, conn)
	if text := r.Why.String() + ". " + r.Explain; text != p.excused[conn] {
		p.aside(text)
		p.excused[conn] = text
	}
}

func (p *player) piece(who string, octets []byte) {
	p.plain = false
	p.write(who + "> " + escape(octets))
}

func (p *player) line(who string, text []byte) {
	shown := escape(text)
	if who[0] != 'S' && strings.HasPrefix(shown, "<") {
		shown = `\x3C` + shown[1:] // so that it is not taken for <open connection>
	}
	p.plain = p.plain && !strings.Contains(shown, `\`)
	p.write(strings.TrimRight(who+": "+shown, " "))
}

// width is how long a line of a remark may be.
const width = 88

// aside writes a remark, broken into lines.
func (p *player) aside(text string) {
	line := "   |"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > width && line != "   |" {
			p.write(line)
			line = "   |"
		}
		line += " " + word
	}
	p.write(line)
}
