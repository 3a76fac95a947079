package show

import (
	"strconv"
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// Account says how many octets one message is to each who counts them: the
// server that announces it, the network, the client that keeps it, a disk. It
// is of the message that was sent last.
type Account struct {
	Seq      int    `json:"seq"`               // of the event that sent the message; -1: none has been sent yet
	Conn     int    `json:"conn"`              // connection; 0 if none has been sent
	Keyword  string `json:"keyword,omitempty"` // of the command that asked for it
	Message  int    `json:"message,omitempty"` // message-number; 0: the current message, or a whole mailbox
	Sentence string `json:"sentence"`          // what is accounted for, or what to do first
	Arrived  int    `json:"arrived"`           // octets of it that have reached the client at the event that was asked about
	Sums     []Sum  `json:"sums"`              // one for each who counts, in the order of the constants
	Agrees   bool   `json:"agrees"`            // what was announced is what came, as far as the two can be compared
	Verdict  string `json:"verdict,omitempty"` // whether the books agree; if not, who miscounted
	Why      *Cite  `json:"why,omitempty"`     // the rule that the verdict rests on
}

// Who counts.
const (
	Announced = "announced"   // what the server said before; missing if it did not
	OnWire    = "on the wire" // what was sent
	Kept      = "kept"        // the message, without what belongs to the protocol
	OnDisk    = "on disk"     // the message as it lies on a Unix disk; not of a part of one
)

// Sum is one who counts: rows, and what they come to.
type Sum struct {
	Name   string  `json:"name"` // "announced", "on the wire", "kept", "on disk"
	Rows   []Entry `json:"rows"`
	Octets int     `json:"octets"` // the rows' octets, by their signs
}

// Entry is one row of a Sum.
type Entry struct {
	Label   string `json:"label"`
	Octets  int    `json:"octets"`
	Sign    int    `json:"sign"` // 1: they are added; -1: they are taken away
	Explain string `json:"explain"`
	Token   string `json:"token,omitempty"` // of the octets that it speaks of: key into Tables.Glossary
	Seq     int    `json:"seq"`             // of the event in which they can be seen; -1: nowhere
	Why     *Cite  `json:"why,omitempty"`
}

// AccountOf is the account of the message sent last at event seq, or in the
// same step: on the event's connection, or else on any.
func AccountOf(p *sim.Profile, events []sim.Event, seq int) *Account {
	t := lastTransfer(p, events, seq)
	if t == nil {
		return &Account{Seq: -1, Sums: []Sum{}, Sentence: "No message has been sent yet: there is nothing to count. Log in and fetch one, and come back."}
	}
	e := t.event
	if h := heldBy(events, e.Seq); h != nil && t.number == 0 {
		t.number = h.Message
	}
	a := &Account{Seq: e.Seq, Conn: e.Conn, Keyword: e.Keyword, Message: t.number, Agrees: true}
	b := &books{p: p, t: t}
	a.Sentence = b.what()
	a.Arrived = arrived(events[:seq+1], e)
	c := announced(p, events, e)
	if c.seq < 0 {
		c = b.said()
	}
	if c.seq >= 0 {
		b.promise(c)
	}
	b.wire()
	b.kept()
	if t.whole() {
		b.disk()
	}
	a.Sums = b.sums
	b.judge(a, c)
	return a
}

// arrived counts the octets of an event that have reached the client. Who only
// listens sees them no earlier than that.
func arrived(events []sim.Event, of *sim.Event) int {
	if of.Inferred {
		return len(of.Octets)
	}
	n := 0
	for i := of.Seq; i < len(events); i++ {
		if e := &events[i]; e.Kind == sim.Arrived && e.Cause == of.Seq {
			n += len(e.Octets)
		}
	}
	return n
}

// lastTransfer finds the transfer that an account is of; nil if there is none.
func lastTransfer(p *sim.Profile, events []sim.Event, seq int) *transfer {
	if seq < 0 || seq >= len(events) {
		return nil
	}
	conn, last := events[seq].Conn, seq
	for last+1 < len(events) && events[last+1].Step == events[seq].Step {
		last++
	}
	var other *transfer
	for ; last >= 0; last-- {
		e := &events[last]
		if other != nil && e.Conn != conn {
			continue
		}
		if t := transferOf(p, events, e); t != nil {
			if conn == 0 || e.Conn == conn {
				return t
			}
			other = t
		}
	}
	return other
}

// books are the accounts of one transfer.
type books struct {
	p    *sim.Profile
	t    *transfer
	sums []Sum
}

// sum begins another one.
func (b *books) sum(name string) { b.sums = append(b.sums, Sum{Name: name, Rows: []Entry{}}) }

// add adds a row to the last sum, unless it counts nothing. What it means the
// glossary says, if explain does not.
func (b *books) add(sign, octets int, label, explain string, token wire.Token, seq int) {
	if octets == 0 {
		return
	}
	term, _ := b.p.Explain(token)
	if explain == "" {
		explain = term.Meaning
	}
	s := &b.sums[len(b.sums)-1]
	s.Rows = append(s.Rows, Entry{label, octets, sign, explain, string(token), seq, CiteOf(term.Ref)})
	s.Octets += sign * octets
}

// what says what is accounted for.
func (b *books) what() string {
	t := b.t
	thing := "the message"
	switch {
	case t.part != "":
		thing = "part " + t.part + " of message " + strconv.Itoa(t.number)
	case t.top:
		thing = "the top of message " + strconv.Itoa(t.number)
	case t.number > 0:
		thing = "message " + strconv.Itoa(t.number)
	case !b.numbers():
		thing = "the whole mailbox"
	}
	return t.event.Keyword + " brings " + thing + ", in " + strconv.Itoa(len(t.event.Octets)) + " octets on the wire."
}

// numbers reports whether the protocol knows one message from another.
func (b *books) numbers() bool {
	_, ok := b.p.Explain(wire.MessageNumber)
	return ok
}

// said is the size that the status line of the transfer itself states, in words.
func (b *books) said() claim {
	line := string(b.t.event.Octets[:b.t.status])
	words := strings.Fields(line)
	for i, w := range words {
		if n, ok := wire.Number(strings.TrimLeft(w, "(")); ok && i+1 < len(words) && strings.HasPrefix(strings.ToLower(words[i+1]), "octet") && b.t.whole() {
			return claim{n, b.t.event.Seq, b.t.event.Keyword}
		}
	}
	return claim{seq: -1}
}

func (b *books) promise(c claim) {
	b.sum(Announced)
	token := wire.Octets
	if b.t.part != "" {
		token = wire.PartSize
	}
	b.add(1, c.octets, "the reply to "+c.by, "", token, c.seq)
}

func (b *books) wire() {
	b.sum(OnWire)
	t, seq := b.t, b.t.event.Seq
	b.add(1, t.status, "status line", "", wire.StatusIndicator, seq)
	b.add(1, t.header, "header", "", wire.Header, seq)
	b.add(1, t.blank, "blank line", "", wire.BlankLine, seq)
	b.add(1, t.body, "body", "", wire.Body, seq)
	b.add(1, t.stuffed, "stuffed octets", "", wire.StuffedOctet, seq)
	b.add(1, t.end, "line with the termination octet", "", wire.TerminationOctet, seq)
}

func (b *books) kept() {
	b.sum(Kept)
	t, seq := b.t, b.t.event.Seq
	all := "Everything that the server has sent."
	if t.status == 0 {
		all = "The message was counted before, and comes alone: nothing is added to it on the wire."
	}
	b.add(1, len(t.event.Octets), "on the wire", all, wire.Octets, seq)
	b.add(-1, t.status, "status line", "It answers the command, and is no part of the message.", wire.StatusIndicator, seq)
	b.add(-1, t.stuffed, "stuffed octets", "The client takes them away again.", wire.StuffedOctet, seq)
	b.add(-1, t.end, "line with the termination octet", "It ends the response, and is no part of the message.", wire.TerminationOctet, seq)
}

func (b *books) disk() {
	b.sum(OnDisk)
	t, seq := b.t, b.t.event.Seq
	b.add(1, t.size(), "the message", "As it was sent, with CR and LF at the end of each line.", wire.Octets, seq)
	b.add(-1, t.lines, "CR of each line", "Supposed that the server runs Unix and keeps each message in a file of its own: there a line ends with LF alone. The server puts a CR before it when it sends.", wire.CRLF, seq)
}

// judge holds what was announced against what came.
func (b *books) judge(a *Account, c claim) {
	t := b.t
	came := t.size()
	law, _ := b.p.Law(sim.OtherSize)
	if a.Why = CiteOf(law); a.Why == nil {
		term, _ := b.p.Explain(wire.Octets)
		a.Why = CiteOf(term.Ref)
	}
	switch {
	case c.seq < 0:
		a.Verdict = "Nobody asked before how large it is, so there is nothing to compare."
	case t.top:
		a.Verdict = "The size that was announced is that of the whole message. Of that only the header and some lines of the body came."
	case c.octets == came:
		a.Verdict = "The books agree: what was announced is the message, and what more went over the wire belongs to the protocol."
	case c.octets == came-len("\r\n"):
		a.Verdict = "Two octets more came than were announced. The last line of the message has no end on the server, and gets one before the termination octet: some servers do not count it."
	default:
		a.Agrees = false
		a.Verdict = "The server has miscounted: it announced " + strconv.Itoa(c.octets) + " octets, and sent " + strconv.Itoa(came) + ". " + sim.Miscount(c.octets, came, t.stuffed, t.lines)
	}
}
