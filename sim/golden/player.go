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
	why     map[int]sim.Event // refusals that have not been sent yet, by connection
	plain   bool              // show.Transcript can say all of it
	spoke   map[string]bool   // keywords typed where there is no connection
}

// play plays the whole script.
func (a *archive) play(of For) (*player, error) {
	sc := a.scenario
	profile, err := of(sc)
	if err != nil {
		return nil, err
	}
	sc.Protocol = profile.Name
	p := &player{
		profile: profile, log: sim.NewLog(sim.NewWorld(profile, sc)),
		part: map[int]bool{}, why: map[int]sim.Event{}, spoke: map[string]bool{}, plain: true,
	}
	for _, s := range a.script {
		if s.told {
			p.write(s.text...)
		}
		if s.remark {
			continue
		}
		in := s.input
		in.At += p.log.Now()
		p.tell(s, append(p.log.Append(in), p.log.Settle()...))
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
		word, _, _ := strings.Cut(strings.TrimSpace(string(s.input.Data)), " ")
		p.spoke[strings.ToUpper(word)] = true
	}
	for _, e := range events {
		p.plain = p.plain && e.Conn < 2
		who := map[sim.Side]string{sim.Client: "C", sim.Server: "S"}[e.Side]
		if e.Conn > 1 {
			who += fmt.Sprint(e.Conn)
		}
		switch {
		case silent[e.Kind]:
		case e.Kind == sim.Opened:
			p.part[e.Conn] = false
			p.write(who + ": " + sim.OpenConnection)
		case e.Kind == sim.Hangup:
			p.write(who + ": " + sim.CloseConnection)
			p.excuse(e.Conn)
		case e.Kind == sim.Sent && e.Side == sim.Client:
			p.said(who, e)
		case e.Kind == sim.Sent:
			p.heard(who, e)
		case e.Kind == sim.Replied:
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

// excuse writes down why the server has refused, once it has said so, or has
// closed without a word.
func (p *player) excuse(conn int) {
	if r, ok := p.why[conn]; ok {
		delete(p.why, conn)
		p.aside(r.Why.String() + ". " + r.Explain)
	}
}

func (p *player) piece(who string, octets []byte) {
	p.plain = false
	p.write(who + "> " + escape(octets))
}

func (p *player) line(who string, text []byte) {
	shown := escape(text)
	if who[0] == 'C' && strings.HasPrefix(shown, "<") {
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
