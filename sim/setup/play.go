package setup

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// program is the device that tries the account, and its name in the scenario.
const program = "mail-program"

// script is what is played: a scenario, and the lines of sim.Play.
type script struct {
	scenario sim.Scenario
	lines    []string
	own      int // the connection of the mail program
}

// request opens the same session live.
func (s script) request() *show.Request {
	sc := s.scenario
	return &show.Request{Kind: "simulated", Scenario: &sc, Lines: s.lines}
}

// scripted is the session that an account leads to, once the right server has
// been reached. Inside full TLS nothing needs protection any more.
func (t *try) scripted() script {
	sc, a := t.scenario, t.account
	sc.Devices = []sim.Device{{
		Name: program, Agent: agent, User: a.User, Password: a.Password,
		Plain: t.way == "", TLS: security(a) == startTLS, Auth: strings.TrimPrefix(strings.Trim(t.way, "*"), "+"),
	}}
	sc.Service.NeedsTLS = sc.Service.NeedsTLS && security(a) != fullTLS
	runs := "<" + program + " runs>"
	s := script{scenario: sc, lines: []string{sim.CloseConnection, runs}, own: 2}
	switch {
	case security(a) == startTLS && t.profile.Offers("STLS") && !t.certified():
		return script{sc, []string{"CAPA", "STLS", sim.CloseConnection}, 1}
	case sc.Service.NeedsTLS && security(a) == none && t.way == "": // the program is set to send the password as it is
		return script{sc, []string{"CAPA", "USER " + a.User, "QUIT"}, 1}
	case t.request.Held:
		s.lines, s.own = []string{sim.CloseConnection, sim.HoldMaildrop + t.box().Name, runs}, 3
	case t.request.Again:
		s.lines = append(s.lines, runs)
	}
	return s
}

// box is the mailbox that an account is for: the first, if it names none.
func (t *try) box() sim.Mailbox {
	if box, ok := t.owner(t.account.User); ok {
		return box
	}
	return t.scenario.Mailboxes[0]
}

// play plays a script, and notes as steps what the mail program's last
// connection was part of. The log is given back for who wants to know more.
func (t *try) play(s script) ([]sim.Event, error) {
	w, err := scenario.NewWorld(s.scenario)
	if err != nil {
		return nil, err
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, s.lines)
	var own []sim.Event
	for _, e := range l.Events() {
		if e.Conn != s.own {
			continue
		}
		if e.Kind == sim.Opened {
			own = nil // the last session counts
		}
		own = append(own, e)
	}
	t.tell(l.Machine().Profile(), own)
	return own, nil
}

// overheard notes what comes on a connection to a server of another protocol:
// its greeting, read as the client reads it. It has come when TCP has opened.
func (t *try) overheard(greeting string) {
	tap := sim.NewLog(sim.NewTap(t.profile))
	tap.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	tap.Append(sim.Input{At: t.latency(), Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte(greeting + "\r\n")})
	for _, e := range tap.Events() {
		switch e.Kind {
		case sim.Sent:
			t.note(t.latency(), "server", greeting, "The server greets, as its own protocol has it.")
		case sim.Fault:
			t.note(0, "program", "", e.Text+" "+e.Explain)
		}
	}
}

// collide plays what happens when TLS is begun with a server that speaks
// plainly: both speak at once, and neither understands. The client knows at
// once, for the server's greeting is no answer to its ClientHello.
func (t *try) collide() error {
	w, err := scenario.NewWorld(t.scenario)
	if err != nil {
		return err
	}
	hello := clientHello(t.account.Server)
	l := sim.NewLog(w)
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	l.Append(sim.Input{At: 2 * t.latency(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: hello})
	l.Append(sim.Input{At: 4 * t.latency(), Conn: 1, From: sim.Client, Kind: sim.Close})
	l.Settle()
	start, greeted, read := t.now, len(l.Events()), false
	for _, e := range l.Events() {
		t.now = start + e.At
		if e.Kind == sim.Sent && e.Side == sim.Server {
			greeted = min(greeted, e.Seq)
		}
		switch {
		case e.Kind == sim.Sent && e.Side == sim.Client && len(e.Octets) > 5 && e.Octets[0] == hello[0]:
			t.note(0, "tls", fmt.Sprintf("ClientHello, %d octets: % X ...", len(hello), hello[:6]), "The client begins TLS at once, as its form says. It waits for a ServerHello.")
		case e.Kind == sim.Sent && e.Side == sim.Client:
			// the rest of the same octets, behind what happens to be a line feed
		case e.Kind == sim.Replied:
			// the next case says what the server makes of it
		case e.Kind == sim.Sent && e.Side == sim.Server && e.Seq > greeted:
			line, _ := sim.FirstLine(e)
			t.note(0, "server", line, "To the server the ClientHello is a garbled command, up to what happens to be a line feed in it.")
		case e.Kind == sim.Arrived && e.Side == sim.Client && !read:
			read = true
			head := e.Octets[:min(5, len(e.Octets))]
			t.note(0, "program", "", fmt.Sprintf("The client reads this as TLS: %q would be the head of a record, of type %d. There is no such type, and it gives up.", head, head[0]))
		default:
			t.tellOne(l.Machine().Profile(), e)
		}
	}
	return nil
}

// tell notes events as steps.
func (t *try) tell(p *sim.Profile, events []sim.Event) {
	if len(events) == 0 {
		return
	}
	start := t.now - events[0].At
	for _, e := range events {
		t.now = start + e.At
		t.tellOne(p, e)
		if t.shakes && e.Kind == sim.TCP && e.Side == sim.Client {
			t.shakes = false
			t.handshake()
			start += 2 * t.latency()
		}
	}
}

func (t *try) tellOne(p *sim.Profile, e sim.Event) {
	sentence := p.Narrate(withoutConn(e))
	line, more := sim.FirstLine(e)
	switch e.Kind {
	case sim.Opened:
		t.note(0, "tcp", "SYN", "The client asks for a TCP connection to port "+strconv.Itoa(t.account.Port)+".")
	case sim.TCP:
		t.note(0, "tcp", e.Text, sentence)
	case sim.Hangup:
		t.note(0, "tcp", "FIN", sentence)
	case sim.Sent:
		if e.Side == sim.Server && t.refusal != "" {
			sentence, t.refusal = t.refusal, ""
		}
		t.note(0, string(e.Side), line, sentence)
		t.outcome.Steps[len(t.outcome.Steps)-1].More = more
	case sim.Secured:
		t.note(0, "tls", "", sentence)
		t.outcome.Note = unsimulated
		t.certificate()
	case sim.Decided:
		t.note(0, "program", "", sentence)
	case sim.Replied:
		if !e.OK {
			t.refusal = sentence + " " + e.Explain
		}
	}
}

// withoutConn is the event as if there were but one connection: to the mail
// program there is.
func withoutConn(e sim.Event) sim.Event {
	e.Conn = 1
	return e
}

// note notes a step that happens so much later.
func (t *try) note(after time.Duration, who, text, sentence string) {
	t.now += after
	t.outcome.Steps = append(t.outcome.Steps, show.SetupStep{At: int64(t.now), Who: who, Text: text, Sentence: sentence})
}

func (t *try) latency() time.Duration { return t.scenario.Latency }
