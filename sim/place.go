package sim

import "time"

// Place is where a line goes that somebody types for one end of a connection
// while looking at an event: as if that end had said nothing else. It takes the
// place of what that end said there, or waits for what it would have waited for.
type Place struct {
	Seq     int           `json:"seq"`     // the event after which the line goes
	Until   time.Duration `json:"until"`   // if not 0, time goes on until then before, nanoseconds: what is waited for comes in that time
	Instead int           `json:"instead"` // seq of the message whose place the line takes; -1: of none
	Program bool          `json:"program"` // a program sent that message: it does no more
	Waits   bool          `json:"waits"`   // something is waited for: a reply, or the greeting
	Asked   int           `json:"asked"`   // seq of the message to which that reply is due; -1: it is the greeting
}

// Place says where a line goes that side from types on a connection after event
// seq. At the end of all, nothing is there to be replaced or to be waited for.
func (l *Log) Place(seq, conn int, from Side) Place {
	p := Place{Seq: seq, Instead: -1, Asked: -1}
	last := len(l.events) - 1
	if seq < 0 || seq >= last {
		return p
	}
	first := seq
	for first > 0 && l.events[first-1].Step == l.events[seq].Step {
		first--
	}
	if l.sends(first, conn, from) {
		p.Instead = first
		p.Program = !l.told(first)
		return p
	}
	at := seq
	for i := seq + 1; i <= last; i++ {
		if e := &l.events[i]; e.Kind != Arrived || e.Side != from || e.Conn != conn {
			continue
		}
		asked, due := l.asked(i, seq)
		if !due {
			break
		}
		if !p.Waits {
			p.Waits, p.Asked = true, asked
		}
		at = i
	}
	now := &l.events[at]
	if p.Waits {
		for i := l.events[seq].Input + 1; i <= now.Input; i++ {
			if !l.inputs[i].idle() {
				p.Until = now.At // what was done meanwhile is not done on this course
				return p
			}
		}
		for p.Seq = at; p.Seq < last && l.events[p.Seq+1].Step == now.Step && l.events[p.Seq+1].At == now.At; {
			p.Seq++
		}
	}
	for i := at + 1; i <= last && l.events[i].At == now.At; i++ {
		if l.sends(i, conn, from) && !l.told(i) {
			p.Instead, p.Program = i, true // what a program goes on with at once
			break
		}
	}
	return p
}

// sends reports whether event seq is a message of a side.
func (l *Log) sends(seq, conn int, from Side) bool {
	e := &l.events[seq]
	return e.Kind == Sent && e.Side == from && e.Conn == conn
}

// told reports whether the sender of message seq was told to send it, and is no
// program.
func (l *Log) told(seq int) bool {
	e := &l.events[seq]
	in := &l.inputs[e.Input]
	return in.Kind == Octets && in.Conn == e.Conn && in.From == e.Side
}

// asked finds the message that was answered by what has arrived at its sender in
// event seq; -1 if none was. That was due after event since if it had been set in
// motion by then.
func (l *Log) asked(seq, since int) (by int, due bool) {
	from := l.events[seq].Side
	for ; seq >= 0; seq = l.events[seq].Cause {
		due = due || seq <= since
		if e := &l.events[seq]; e.Side == from && e.Kind == Sent {
			break
		}
	}
	return seq, due
}

// Instead gives the course on which somebody says something else than message
// seq: before is the event after which that leaves the old one, and bring leads a
// log from there to where the message would be sent, and is not. A program that
// would have sent it does no more.
func (l *Log) Instead(seq int) (before int, bring func(*Log), err error) {
	before, past, err := l.Until(seq)
	if err != nil {
		return 0, nil, err
	}
	e := &l.events[seq]
	inputs := append([]Input(nil), past...)
	last := &inputs[len(inputs)-1]
	told := l.told(seq)
	if told {
		last.Data = last.Data[:l.octets(before+1, seq, e.Input)]
	} else if last.idle() {
		*last = Input{At: e.At, Kind: Wait} // what comes later has not come yet
	}
	return before, func(f *Log) {
		if !told {
			n := 0
			for i := len(f.events); i < seq; i++ {
				if l.sends(i, e.Conn, e.Side) {
					n++
				}
			}
			f.Append(Input{At: f.Now(), Conn: e.Conn, From: e.Side, Kind: Take, N: n})
		}
		f.carry(inputs)
	}, nil
}

// octets counts what an Input sends at once before message seq.
func (l *Log) octets(from, seq, input int) int {
	n := 0
	for i := from; i < seq; i++ {
		if e := &l.events[i]; e.Input == input && l.sends(i, l.events[seq].Conn, l.events[seq].Side) {
			n += len(e.Octets)
		}
	}
	return n
}

// idle reports whether nothing is done but that time passes.
func (in *Input) idle() bool { return in.Kind == Rest || in.Kind == Wait }

// carry carries Inputs out. One that sends no octets at all says nothing.
func (l *Log) carry(inputs []Input) {
	for i := range inputs {
		if in := &inputs[i]; in.Kind != Octets || len(in.Data) > 0 {
			l.Append(*in)
		}
	}
}

// Untimely says which commands the server would refuse after event seq because of
// what was said before them, whatever their arguments: keywords, each once. While
// an exchange goes on the next line is no command at all: amid is whose exchange
// that is.
func (l *Log) Untimely(seq, conn int) (amid string, keywords []string) {
	p := l.now.Profile()
	exchange := ""
	for ; seq >= 0; seq-- {
		e := &l.events[seq]
		if e.Conn != conn || e.Kind != Replied && e.Kind != Opened {
			continue
		}
		if row := p.Find(e.Keyword, ""); e.Kind == Replied && row != nil {
			begun := row.Exchange != nil && row.Exchange.Dotted && e.OK && e.Cause >= 0 && !l.events[e.Cause].Goes
			if e.Goes || begun {
				return e.Keyword, []string{}
			}
			if row.Begins && e.OK {
				exchange = e.Keyword
			}
		}
		break
	}
	keywords = []string{}
	fits := map[string]bool{}
	for _, c := range p.AllCommands() {
		if c.timely(exchange) {
			fits[c.Keyword] = true
		}
	}
	for _, c := range p.AllCommands() {
		if _, known := fits[c.Keyword]; !known {
			fits[c.Keyword] = false
			keywords = append(keywords, c.Keyword)
		}
	}
	return "", keywords
}
