package pcap

import (
	"math"
	"time"
)

// table holds the TCP connections of a file, in the order of their first
// packets, and what could not be looked into.
type table struct {
	digger  digger
	all     []*connection
	current map[[2]socket]*connection
	odd     tally
	others  tally  // packets that hold no TCP
	cut     oddity // packets of which not all was captured
	crowd   oddity // packets of connections beyond maxTracked
}

// maxTracked is how many TCP connections of a file are followed, whatever they
// speak.
const maxTracked = 100_000

// oddity is something that befell some packets.
type oddity struct {
	count int
	first int // packet
}

func (o *oddity) add(packet int) {
	if o.count++; o.count == 1 {
		o.first = packet
	}
}

// tally counts packets by what is to be said of them.
type tally struct {
	words []string // in the order in which they came up
	of    map[string]*oddity
}

func (t *tally) add(word string, packet int) {
	o := t.of[word]
	if o == nil {
		if t.of == nil {
			t.of = map[string]*oddity{}
		}
		o = &oddity{}
		t.of[word] = o
		t.words = append(t.words, word)
	}
	o.add(packet)
}

// connection is a TCP connection between two ends. Which of them is the client
// is known for certain if one is seen to open it.
type connection struct {
	ends    [2]socket
	client  int // index into ends; -1: not known
	sides   [2]side
	pieces  []piece // in the order of the file
	talked  bool    // there was more than a SYN
	over    bool    // both have closed, or one has torn it down
	unfit   oddity  // segments whose numbers do not belong here
	refused *refusal
}

// refusal is word by ICMP that the SYN of a connection does not get through.
type refusal struct {
	packet int
	by     address
	what   string
}

// side counts what one end of a connection sends, from 0 for its first octet
// of data.
type side struct {
	begun bool
	asked bool   // its SYN is in the file
	whole bool   // it is known which octet is the first
	zero  uint32 // sequence number of octet 0
	last  int64  // the octet that was spoken of last
	shut  bool   // it has closed
}

// piece is a segment in its place.
type piece struct {
	packet int
	at     time.Duration
	from   int // index into ends
	off    int64
	seen   int64 // octets of the other side's, from its 0, that the sender says it has; unsaid: it does not say
	flags  byte
	data   []byte
	lost   int // octets behind data that were not captured
	check  soundness
	probe  bool
}

const unsaid = math.MinInt64

// end is the octet behind what the segment carried.
func (p *piece) end() int64 { return p.off + int64(len(p.data)+p.lost) }

// packet takes in a packet, and what connection it belongs to.
func (t *table) packet(n int, at, came time.Duration, p raw) {
	if p.cut {
		t.cut.add(n)
	}
	switch found := t.digger.dig(n, at, p.link, p.octets); {
	case found.tcp != nil:
		t.segment(n, came, found.tcp)
	case found.refuse != nil:
		t.refuse(n, found.refuse)
		t.others.add("ICMP", n)
	case found.left != "":
		t.odd.add(string(found.left), n)
	case found.other != "":
		t.others.add(found.other, n)
	}
}

// segment puts a segment to its connection.
func (t *table) segment(n int, at time.Duration, s *tcp) {
	c, from := t.find(s)
	if c == nil {
		t.crowd.add(n)
		return
	}
	if d := &c.sides[from]; s.flags&syn != 0 && d.begun && !d.whole {
		if d.from(s.seq + 1) {
			c.shift(from, int64(d.zero-(s.seq+1)))
		} else {
			c.forget() // what came before was the rest of another connection (RFC 9293 section 3.5.1, figure 9)
		}
	}
	off, fits := c.sides[from].place(s)
	if !fits {
		c.unfit.add(n)
		return
	}
	seen := int64(unsaid)
	if you := &c.sides[1-from]; s.flags&ack != 0 && s.flags&rst == 0 {
		if s.flags&syn != 0 && !you.whole && (!you.begun || you.from(s.ack)) { // it acknowledges the SYN
			if you.begun {
				c.shift(1-from, int64(you.zero-s.ack))
			}
			you.whole = true
		}
		seen = you.seen(s.ack)
	}
	c.talked = c.talked || s.flags&(syn|ack) != syn
	c.sides[from].shut = c.sides[from].shut || s.flags&fin != 0
	c.over = c.sides[0].shut && c.sides[1].shut || s.flags&rst != 0 && c.sides[0].whole && c.sides[1].whole
	c.pieces = append(c.pieces, piece{n, at, from, off, seen, s.flags, s.data, s.lost, s.check, false})
}

// shift counts a side anew, from so many octets before. Like forget, it happens
// to a side once at the most.
func (c *connection) shift(from int, octets int64) {
	d := &c.sides[from]
	d.zero, d.last = d.zero-uint32(octets), d.last+octets
	for i := range c.pieces {
		switch p := &c.pieces[i]; {
		case p.from == from && p.flags&syn == 0:
			p.off += octets
		case p.from != from && p.seen != unsaid:
			p.seen += octets
		}
	}
}

// forget takes out what came before the connection was opened.
func (c *connection) forget() {
	kept := c.pieces[:0]
	for _, p := range c.pieces {
		if p.flags&syn != 0 {
			kept = append(kept, p)
		} else {
			c.unfit.add(p.packet)
		}
	}
	c.pieces = kept
}

// refuse notes that a SYN did not get through.
func (t *table) refuse(n int, u *unreachable) {
	for from, key := range [2][2]socket{{u.from, u.to}, {u.to, u.from}} {
		c := t.current[key]
		if c != nil && !c.talked && c.refused == nil && c.sides[from].begun && c.sides[from].zero == u.seq+1 {
			c.refused = &refusal{n, u.by, u.what}
		}
	}
}

// find gives the connection of a segment, and which end has sent it. One that
// is opened anew between the same two ends is another.
func (t *table) find(s *tcp) (c *connection, from int) {
	c = t.current[[2]socket{s.from, s.to}]
	if c == nil {
		if c = t.current[[2]socket{s.to, s.from}]; c != nil {
			from = 1
		}
	}
	if c == nil || c.another(s, from) {
		if len(t.all) == maxTracked {
			return nil, 0
		}
		c, from = &connection{ends: [2]socket{s.from, s.to}, client: -1}, 0
		if t.current == nil {
			t.current = map[[2]socket]*connection{}
		}
		delete(t.current, [2]socket{s.to, s.from})
		t.current[c.ends] = c
		t.all = append(t.all, c)
	}
	switch {
	case s.flags&(syn|ack) == syn && c.client < 0:
		c.client = from
	case s.flags&syn != 0 && c.client < 0:
		c.client = 1 - from
	}
	return c, from
}

// another reports whether a segment opens another connection than the one that
// its two ends have had until now.
func (c *connection) another(s *tcp, from int) bool {
	me, you := &c.sides[from], &c.sides[1-from]
	switch {
	case s.flags&syn == 0:
		return false
	case me.begun && me.from(s.seq+1):
		return c.over && me.asked && s.flags&ack == 0 // or it is sent again, or overtaken by what came behind it
	case s.flags&ack == 0:
		return me.begun || c.talked // else both ask at once (RFC 9293 section 3.5)
	case me.whole:
		return true
	case !you.begun:
		return c.talked
	}
	return !you.from(s.ack) && s.ack-you.zero > maxOvertaken // a SYN may bring octets with it (RFC 7413)
}

// maxOvertaken is how many octets may have been seen of a side when the segment
// that opens it turns up.
const maxOvertaken = 1 << 20

// from reports whether the octet with a number may be the side's first: it is
// known to be, or what was seen follows soon.
func (d *side) from(number uint32) bool {
	return d.zero == number || !d.whole && d.zero-number <= maxOvertaken
}

// maxJump is how far apart two segments of a connection may be, in octets;
// anything farther has numbers of another. It is a window's size four times
// less (RFC 7323 section 2.3).
const maxJump = 1 << 28

// place says which octet of its side a segment begins with: sequence numbers
// go round, octets do not. Segments that are too far from all before do not
// fit in.
func (d *side) place(s *tcp) (off int64, fits bool) {
	if s.flags&syn != 0 {
		if !d.begun || d.zero != s.seq+1 {
			*d = side{}
		}
		d.begun, d.asked, d.whole, d.zero = true, true, true, s.seq+1
		return 0, true
	}
	if s.flags&rst != 0 && !d.begun {
		return 0, true // its number is the other's, or zero
	}
	if off, fits = d.unwrap(s.seq); fits {
		d.last = off
	}
	return off, fits || s.flags&rst != 0
}

// seen says how many octets of the side an acknowledgement is for; unsaid:
// its number does not fit in.
func (d *side) seen(number uint32) int64 {
	off, fits := d.unwrap(number)
	if !fits {
		return unsaid
	}
	d.last = max(d.last, off)
	return off
}

// unwrap makes an octet of a number. The first number that is seen of a side is
// its octet 0.
func (d *side) unwrap(number uint32) (off int64, fits bool) {
	if !d.begun {
		d.begun, d.zero = true, number
	}
	jump := int64(int32(number - d.zero - uint32(d.last)))
	return d.last + jump, max(jump, -jump) <= maxJump
}
