package pcap

import (
	"time"
)

// table holds the TCP connections of a file, in the order of their first
// packets, and what could not be looked into.
type table struct {
	all     []*connection
	current map[[2]socket]*connection
	odd     []oddity
	cut     oddity // packets of which not all was captured
}

// oddity is something that befell some packets.
type oddity struct {
	why   unreadable
	count int
	first int // packet
}

func (o *oddity) add(packet int) {
	if o.count++; o.count == 1 {
		o.first = packet
	}
}

// connection is a TCP connection between two ends. Which of them is the client
// is known for certain if one is seen to open it.
type connection struct {
	ends   [2]socket
	client int // index into ends; -1: not known
	sides  [2]side
	pieces []piece // in the order of the file
}

// side counts what one end of a connection sends, from 0 for its first octet
// of data.
type side struct {
	begun bool
	whole bool   // the beginning of it is in the file
	zero  uint32 // sequence number of octet 0
	last  int64  // octet at which its last segment began
}

// piece is a segment in its place.
type piece struct {
	packet int
	at     time.Duration
	from   int // index into ends
	off    int64
	flags  byte
	data   []byte
	lost   int // octets behind data that were not captured
}

// packet takes in a packet, and what connection it belongs to.
func (t *table) packet(n int, at time.Duration, p raw) {
	if p.cut {
		t.cut.add(n)
	}
	octets, why := network(p.link, p.octets)
	if octets == nil {
		t.note(why, n)
		return
	}
	s, ok, why := transport(octets)
	if !ok {
		t.note(why, n)
		return
	}
	c, from := t.find(s)
	off := c.sides[from].place(s)
	c.pieces = append(c.pieces, piece{n, at, from, off, s.flags, s.data, s.lost})
}

func (t *table) note(why unreadable, packet int) {
	if why == "" {
		return
	}
	for i := range t.odd {
		if t.odd[i].why == why {
			t.odd[i].add(packet)
			return
		}
	}
	t.odd = append(t.odd, oddity{why, 1, packet})
}

// find gives the connection of a segment, and which end has sent it. One that
// is opened anew between the same two ends is another.
func (t *table) find(s tcp) (c *connection, from int) {
	opens := s.flags&(syn|ack) == syn
	c = t.current[[2]socket{s.from, s.to}]
	if c == nil {
		if c = t.current[[2]socket{s.to, s.from}]; c != nil {
			from = 1
		}
	}
	if c == nil || opens && (!c.sides[from].begun || c.sides[from].zero != s.seq+1) {
		c, from = &connection{ends: [2]socket{s.from, s.to}, client: -1}, 0
		if t.current == nil {
			t.current = map[[2]socket]*connection{}
		}
		delete(t.current, [2]socket{s.to, s.from})
		t.current[c.ends] = c
		t.all = append(t.all, c)
	}
	switch {
	case opens:
		c.client = from
	case s.flags&syn != 0 && c.client < 0:
		c.client = 1 - from
	}
	return c, from
}

// place says which octet of its side a segment begins with: sequence numbers
// go round, octets do not.
func (d *side) place(s tcp) int64 {
	switch {
	case s.flags&syn != 0 && !d.begun:
		d.begun, d.whole, d.zero = true, true, s.seq+1
		return 0
	case s.flags&syn != 0:
		return 0
	case !d.begun:
		d.begun, d.zero = true, s.seq
	}
	d.last += int64(int32(s.seq - d.zero - uint32(d.last)))
	return d.last
}
