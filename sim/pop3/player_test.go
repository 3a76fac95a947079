package pop3

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"popscope/sim"
)

// player plays a golden session and writes down what happens.
type player struct {
	log   *sim.Log
	out   strings.Builder
	part  map[int]bool      // connections whose client has sent part of a line
	why   map[int]sim.Event // refusals that have not been sent yet, by connection
	plain bool              // show.Transcript can say all of it
	spoke map[string]bool   // keywords typed where there is no connection
}

// play plays the whole script.
func (g *golden) play(t *testing.T) *player {
	t.Helper()
	p := &player{
		log:  sim.NewLog(sim.NewWorld(Profile, g.scenario)),
		part: map[int]bool{}, why: map[int]sim.Event{}, spoke: map[string]bool{}, plain: true,
	}
	for _, s := range g.script {
		in := sim.Input{At: p.log.Now(), Conn: s.conn, From: sim.Client, Data: s.data}
		switch s.act {
		case remarkAct:
			p.write(s.text...)
			continue
		case openAct:
			in.Kind = sim.Open
		case closeAct:
			in.Kind = sim.Close
		case lineAct, pieceAct:
			in.Kind = sim.Octets
		case waitAct:
			in = sim.Input{At: in.At + s.wait, Kind: sim.Wait}
			p.write(s.text...)
		case deliverAct:
			text, ok := g.file(s.file)
			if !ok {
				t.Fatalf("there is no file %q", s.file)
			}
			in = sim.Input{At: in.At, Kind: sim.Deliver, Mailbox: s.mailbox, Data: text}
			p.write(s.text...)
		}
		p.tell(s, append(p.log.Append(in), p.log.Settle()...))
	}
	return p
}

func (p *player) write(lines ...string) {
	for _, l := range lines {
		p.out.WriteString(l + "\n")
	}
}

// tell writes down the events that a step has brought about.
func (p *player) tell(s step, events []sim.Event) {
	if len(events) > 0 && events[0].Kind == sim.Fault && events[0].Side == sim.Client {
		// Nothing was sent, but the script must keep what was typed.
		p.write(s.text...)
		p.plain = false
		word, _, _ := strings.Cut(strings.TrimSpace(string(s.data)), " ")
		p.spoke[word] = true
	}
	for _, e := range events {
		p.plain = p.plain && e.Conn < 2
		who := map[sim.Side]string{sim.Client: "C", sim.Server: "S"}[e.Side]
		if e.Conn > 1 {
			who += fmt.Sprint(e.Conn)
		}
		switch e.Kind {
		case sim.Opened:
			p.part[e.Conn] = false
			p.write(who + ": <open connection>")
		case sim.Hangup:
			p.write(who + ": <close connection>")
		case sim.Sent:
			if e.Side == sim.Client {
				p.said(who, e)
			} else {
				p.heard(who, e)
			}
		case sim.Replied:
			if !e.OK {
				p.why[e.Conn] = e
			}
		case sim.Changed, sim.Locked, sim.Unlocked, sim.Marked, sim.Unmarked, sim.Removed, sim.Delivered, sim.Held, sim.Timer, sim.Fault:
			p.aside(Profile.Narrate(e))
			if e.Explain != "" {
				p.aside(e.Explain)
			}
		}
	}
}

// said writes down what a client has sent: a line, or some octets.
func (p *player) said(who string, e sim.Event) {
	text, whole := bytes.CutSuffix(e.Octets, []byte("\r\n"))
	if !whole || p.part[e.Conn] {
		p.part[e.Conn] = !bytes.HasSuffix(e.Octets, []byte("\n"))
		p.write(who + "> " + escape(e.Octets))
		p.plain = false
		return
	}
	p.line(who, text)
}

// heard writes down what the server has sent, and why it refused, if it did.
func (p *player) heard(who string, e sim.Event) {
	for line := range bytes.Lines(e.Octets) {
		p.line(who, bytes.TrimSuffix(line, []byte("\r\n")))
	}
	if r, ok := p.why[e.Conn]; ok {
		delete(p.why, e.Conn)
		p.aside(r.Why.String() + ". " + r.Explain)
	}
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
