package quiz

import (
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// moment is one thing that the client does, and all that follows from it until
// it does the next.
type moment struct {
	p      *sim.Profile
	at     sim.Event // the line is sent, or the connection closed
	line   string
	row    *sim.Command // nil: no command, or one that nobody knows
	effect sim.Effect
	said   sim.Event // the reply as it was sent; Octets nil: there was none
	reply  sim.Event // the reply as it was decided
	asked  sim.Event // the command as it was understood
	end    int       // seq of the last event
	events []sim.Event
	before sim.View
	after  sim.View
	had    int  // octets of messages that the client held before (see store)
	has    int  // and holds afterwards
	plain  bool // had and has are beyond dispute
}

// moments are all of which something can be asked: one command with one reply,
// or a connection closed.
func moments(l *sim.Log) ([]moment, error) {
	var all []moment
	events := l.Events()
	kept := store{}
	for i, e := range events {
		kept.take(e)
		if !acts(e) {
			continue
		}
		end := i + 1
		for end < len(events) && !acts(events[end]) && events[end].Kind != sim.Opened {
			end++
		}
		m, ok := momentOf(l.Machine().Profile(), events[i:end])
		if !ok {
			continue
		}
		var err error
		if m.before, err = l.View(i - 1); err != nil {
			return nil, err
		}
		if m.after, err = l.View(m.end); err != nil {
			return nil, err
		}
		m.had = kept.octets(m.at.Conn)
		after := kept.clone()
		for _, e := range events[i+1 : end] {
			after.take(e)
		}
		m.has = after.octets(m.at.Conn)
		// A part of a message may lie within what is held already.
		m.plain = !after.parts && m.has == holds(m.after, m.at.Conn)
		all = append(all, m)
	}
	return all, nil
}

// acts reports whether the client does something.
func acts(e sim.Event) bool {
	return e.Side == sim.Client && (e.Kind == sim.Sent || e.Kind == sim.Hangup && e.Cause < 0)
}

func momentOf(p *sim.Profile, events []sim.Event) (m moment, ok bool) {
	m = moment{p: p, at: events[0], end: events[len(events)-1].Seq, events: events}
	m.line, _ = sim.FirstLine(m.at)
	if m.at.Kind == sim.Hangup {
		m.line = "The client closes the connection, without a word."
		return m, true
	}
	commands, replies, sent := 0, 0, 0
	for _, e := range events {
		switch {
		case e.Conn != m.at.Conn && e.Conn != 0:
			return m, false
		case e.Kind == sim.Commanded:
			m.asked = e
			commands++
		case e.Kind == sim.Replied:
			m.reply = e
			replies++
		case e.Kind == sim.Sent && e.Side == sim.Server:
			m.said = e
			sent++
		}
	}
	if m.row = p.Find(m.asked.Keyword, m.asked.Old); m.row != nil {
		m.effect = m.row.Effect
		if m.row.Bare != nil && len(strings.Fields(m.line)) == len(strings.Fields(m.row.Keyword)) {
			m.effect = sim.NoEffect
		}
	}
	// A secret is nothing to ask about, nor is half an exchange.
	return m, commands == 1 && replies == 1 && sent <= 1 && !m.reply.Goes && !m.asked.Goes
}

// state is the next one, or that in which the session stays.
func (m moment) state() string {
	for _, e := range m.events {
		if e.Kind == sim.Changed && e.Side == sim.Server && e.Conn == m.at.Conn {
			return string(e.New)
		}
	}
	return m.state0()
}

// enters reports whether the session comes to a state before the client does
// anything more.
func (m moment) enters(name string) bool {
	for _, e := range m.events {
		if e.Kind == sim.Changed && e.Side == sim.Server && e.Conn == m.at.Conn && string(e.New) == name {
			return true
		}
	}
	return false
}

// state0 is the state before.
func (m moment) state0() string {
	for _, c := range m.before.Conns {
		if c.Conn == m.at.Conn {
			return string(c.State)
		}
	}
	return ""
}

// drop is the maildrop that the session has, or had; "": it has none.
func (m moment) drop() (before, after *sim.MaildropView) {
	find := func(v *sim.View, name string) *sim.MaildropView {
		for i := range v.Maildrops {
			d := &v.Maildrops[i]
			if d.Mailbox == name || name == "" && (d.Holder == m.at.Conn || len(v.Maildrops) == 1) {
				return d
			}
		}
		return nil
	}
	if before = find(&m.before, ""); before != nil {
		return before, find(&m.after, before.Mailbox)
	}
	if after = find(&m.after, ""); after != nil {
		return find(&m.before, after.Mailbox), after
	}
	return nil, nil
}

// holds is how many octets of messages the client holds, as the page shows it.
func holds(v sim.View, conn int) int {
	n := 0
	for _, c := range v.Conns {
		if c.Conn == conn {
			n += c.Held
			for _, m := range c.Messages {
				n += m.HeldSize
			}
		}
	}
	return n
}

// explain tells what happens, in the engine's own sentences.
func (m moment) explain() string {
	var out []string
	for _, e := range m.events {
		switch e.Kind {
		case sim.Commanded, sim.Sent, sim.Arrived, sim.TCP, sim.Opened, sim.Learned:
		default:
			out = append(out, m.p.Narrate(e))
			if e.Explain != "" {
				out = append(out, e.Explain)
			}
		}
	}
	if out == nil {
		return "Nothing changes."
	}
	return strings.Join(out, " ")
}

// about is the concept that the moment is about.
func (m moment) about() string {
	_, drop := m.drop()
	switch {
	case m.at.Kind == sim.Hangup:
		return lost
	case m.row == nil:
		return unknown
	case !in(m.row, m.asked.Old):
		return order
	case m.effect == sim.UpdateDrop && m.state0() == string(m.p.Initial):
		return early
	case hasArg(m.row, wire.Password) || hasArg(m.row, wire.Name):
		return login
	case m.effect == sim.MarkOne && m.reply.OK:
		return marking
	case m.effect == sim.UnmarkAll || m.effect == sim.UpdateDrop:
		return leaving
	case m.effect == sim.ReleaseDrop:
		return release
	case !m.reply.OK && hasArg(m.row, wire.MessageNumber):
		return numbers
	case m.has != m.had:
		return fetching
	case drop == nil:
		return login
	case hasArg(m.row, wire.MessageNumber):
		return numbers
	}
	return answers
}

func in(c *sim.Command, s sim.State) bool {
	for _, x := range c.In {
		if x == s {
			return true
		}
	}
	return false
}

func hasArg(c *sim.Command, t wire.Token) bool {
	for _, a := range c.Args {
		if a.Token == t {
			return true
		}
	}
	return false
}

// title is what a message is called in an answer: by its subject, or where that
// does not tell it from others, by when it came. Its number would mislead: that
// is another one in the next session.
func title(d *sim.MaildropView, i int) string {
	subject := d.Messages[i].Subject
	for j := range d.Messages {
		if subject == "" || j != i && d.Messages[j].Subject == subject {
			return "the " + nth(i+1) + " that came"
		}
	}
	return "“" + subject + "”"
}

// nth is an ordinal number in figures: "1st", "12th".
func nth(n int) string {
	end := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return fmt.Sprint(n) + end
}
