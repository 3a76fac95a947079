package pcap

import (
	"cmp"
	"slices"
	"time"

	"popscope/sim"
)

// conversation is one TCP connection: what the client's host sees of it, and
// when.
type conversation struct {
	opened  time.Duration
	late    bool   // nobody saw it open
	mute    bool   // nobody saw the server open it, and how much it said by then
	shakes  bool   // the events say how TCP opened and closed it
	began   string // comment on the first packet
	moments []moment

	sent   int      // octets that the client has sent
	heard  int      // of these, octets that have reached the server
	said   []saying // by the server, on their way
	hangup map[sim.Side]moment
	delay  time.Duration // one way: the shortest so far; -1: not known yet

	answered time.Duration // when the server's SYN reached the client; -1: never, or nobody says
	left     time.Duration // when the server's FIN reached the client; -1: likewise
	broken   *moment       // the line was cut, or a side tore it down
	refused  *moment       // nobody accepted it
}

// moment is something that one side does, at the time at which it is seen at
// the client's host.
type moment struct {
	at      time.Duration
	order   int // among moments of the same time
	from    sim.Side
	flags   byte // of a packet without data: ack alone is sent even if it says nothing new
	data    []byte
	gap     int // octets instead that were sent and not recorded: they take numbers, and no packet
	seen    int // octets of the other side's that it has received by then
	comment string
}

// The order of moments of the same time: an acknowledgement that goes along
// with data needs no packet of its own.
const (
	first = iota
	thenClose
	thenAcknowledge
)

// saying is a reply that is on its way to the client.
type saying struct {
	octets  []byte
	gap     int // octets instead that were not recorded
	seen    int // octets of the client's that it answers
	comment string
}

// gap is the Event of octets that a Tap was not shown: how many, Facts say.
const gap = sim.Kind("gap")

// conversations sorts the events by connection. One that is opened again is
// another.
func conversations(events []sim.Event, o Options) []*conversation {
	told := comments(events, o.Explain)
	has := func(k sim.Kind) bool {
		return slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == k })
	}
	travels, shakes := has(sim.Arrived), has(sim.TCP)
	var all []*conversation
	open := map[int]*conversation{}
	left := map[int]time.Duration{} // when octets were sent, by the event's number
	for _, e := range events {
		switch e.Kind {
		case sim.Opened, sim.TCP, sim.Sent, sim.Arrived, sim.Hangup, sim.Broken, gap:
		default:
			continue
		}
		c := open[e.Conn]
		if c == nil || e.Kind == sim.Opened {
			c = &conversation{opened: e.At, late: e.Kind != sim.Opened, shakes: shakes, hangup: map[sim.Side]moment{}, delay: -1, answered: -1, left: -1}
			open[e.Conn] = c
			all = append(all, c)
		}
		if e.Kind == sim.Sent {
			left[e.Seq] = e.At
		} else if at, ok := left[e.Cause]; ok && e.Kind == sim.Arrived && (c.delay < 0 || e.At-at < c.delay) {
			c.delay = e.At - at
		}
		c.note(e, told[e.Seq], travels)
	}
	return all
}

// note takes in an event. If travels is false, octets are seen when sent.
func (c *conversation) note(e sim.Event, comment string, travels bool) {
	switch {
	case e.Kind == sim.Opened:
		c.began = comment
	case e.Kind == sim.TCP:
		if e.Side == sim.Client && c.answered < 0 {
			c.answered = e.At
		} else if e.Side == sim.Client {
			c.left = e.At
		}
	case e.Kind == sim.Broken:
		c.broken = &moment{at: e.At, order: thenAcknowledge, from: sim.Client, flags: rst, comment: comment}
	case e.Kind == sim.Hangup && e.Text == sim.ByReset:
		c.broken = &moment{at: e.At, order: thenAcknowledge, from: e.Side, flags: rst, comment: comment}
	case e.Kind == sim.Hangup && e.Text == sim.ByRefusal:
		c.refused = &moment{at: e.At, comment: comment}
	case e.Kind == sim.Hangup:
		if _, again := c.hangup[e.Side]; !again {
			c.hangup[e.Side] = moment{at: e.At, comment: comment}
		}
	case e.Kind == gap && (len(e.Facts) == 0 || e.Facts[0].Octets == 0):
		if e.Side == sim.Server && !c.late && !slices.ContainsFunc(c.moments, func(m moment) bool { return m.from == sim.Server && len(m.data)+m.gap > 0 }) {
			c.mute = true
			c.moments = append(c.moments, moment{at: e.At, from: sim.Client, flags: ack})
		}
	case e.Kind == gap && e.Side == sim.Client:
		c.sent += e.Facts[0].Octets
		c.moments = append(c.moments, moment{at: e.At, from: sim.Client, gap: e.Facts[0].Octets})
		c.hear(e.Facts[0].Octets, e.At)
		c.moments[len(c.moments)-1].order = first // the acknowledgement is what shows the gap
	case e.Kind == gap:
		c.said = append(c.said, saying{gap: e.Facts[0].Octets, seen: c.heard})
		c.arrive(e.Facts[0].Octets, e.At)
		c.moments[len(c.moments)-1].order = first
	case e.Kind == sim.Sent && e.Side == sim.Client:
		c.sent += len(e.Octets)
		c.moments = append(c.moments, moment{at: e.At, from: sim.Client, flags: psh, data: e.Octets, comment: comment})
		if !travels {
			c.hear(len(e.Octets), e.At)
		}
	case e.Kind == sim.Sent:
		c.said = append(c.said, saying{octets: e.Octets, seen: c.heard, comment: comment})
		if !travels {
			c.arrive(len(e.Octets), e.At)
		}
	case e.Side == sim.Server:
		c.hear(len(e.Octets), e.At)
	default:
		c.arrive(len(e.Octets), e.At)
	}
}

// hear: so many octets reach the server, which acknowledges them.
func (c *conversation) hear(n int, at time.Duration) {
	c.heard = min(c.heard+n, c.sent)
	c.moments = append(c.moments, moment{at: at + max(c.delay, 0), order: thenAcknowledge, from: sim.Server, seen: c.heard})
}

// arrive: so many octets of the server's reach the client, which acknowledges
// them.
func (c *conversation) arrive(n int, at time.Duration) {
	for n > 0 && len(c.said) > 0 {
		s := &c.said[0]
		take := min(n, max(len(s.octets), s.gap))
		m := moment{at: at, from: sim.Server, flags: psh, seen: s.seen, comment: s.comment}
		if s.gap > 0 {
			m.gap, s.gap = take, 0
		} else {
			m.data, s.octets = s.octets[:take], s.octets[take:]
		}
		c.moments = append(c.moments, m)
		s.comment = ""
		n -= take
		if len(s.octets) == 0 {
			c.said = c.said[1:]
		}
	}
	c.moments = append(c.moments, moment{at: at, order: thenAcknowledge, from: sim.Client})
}

// close adds the end, if it has come: whoever closes first, the other follows.
func (c *conversation) close() {
	if c.broken != nil {
		c.moments = append(c.moments, *c.broken)
		return
	}
	client, byClient := c.hangup[sim.Client]
	server, byServer := c.hangup[sim.Server]
	if !byClient && !byServer {
		return
	}
	c.delay = max(c.delay, 0)
	if byServer {
		server.at += c.delay
		for _, m := range c.moments {
			if m.from == sim.Server && m.data != nil {
				server.at = max(server.at, m.at)
			}
		}
		server.seen = c.heard
	}
	if !byClient {
		client.at = server.at
	}
	for _, m := range c.moments {
		if m.from == sim.Client && m.data != nil {
			client.at = max(client.at, m.at)
		}
	}
	all := c.sent + 1 // octets, and the close itself
	if !byServer {
		server.at, server.seen = client.at+2*c.delay, all
		if c.heard < c.sent {
			server.seen = c.heard
		}
	}
	if c.left >= 0 {
		server.at = c.left
		if !byClient {
			client.at = max(client.at, server.at)
		}
	}
	client.from, client.order, client.flags = sim.Client, thenClose, fin
	server.from, server.order, server.flags = sim.Server, thenClose, fin
	last := moment{at: max(client.at+2*c.delay, server.at), order: thenAcknowledge, from: sim.Server, seen: all}
	if c.heard < c.sent {
		// What the client said last came to a socket that was closed already.
		last.flags, last.seen = rst, c.heard
	}
	byes := []moment{server, client}
	if !byServer {
		byes = []moment{client, server}
	}
	c.moments = append(append(c.moments, byes...), moment{at: server.at, order: thenAcknowledge, from: sim.Client}, last)
}

// packets gives the connection's packets, in order of time. It is number
// index, from 0, of the file.
func (c *conversation) packets(index int) []packet {
	c.close()
	w := newTalk(index)
	if !c.late {
		w.ask(c.opened, c.began)
	}
	switch {
	case c.refused != nil:
		w.refuse(c.refused.at, c.refused.comment)
		return w.out
	case c.answered < 0 && (c.shakes || len(c.moments) == 0):
		return w.out // nobody was there, as far as anybody knows, or the client did not wait
	}
	for i := range c.moments {
		c.moments[i].at = max(c.moments[i].at, c.answered) // until then TCP keeps what it is given
	}
	slices.SortStableFunc(c.moments, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order))
	})
	answered := c.answered
	if answered < 0 {
		answered = c.moments[0].at
	}
	if !c.late && !c.mute {
		w.shake(answered)
	} else if c.late && slices.ContainsFunc(c.moments, func(m moment) bool { return m.gap > 0 }) {
		w.resume(answered)
	}
	for _, m := range c.moments {
		w.do(m)
	}
	return w.out
}
