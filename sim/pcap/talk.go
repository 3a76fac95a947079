package pcap

import (
	"time"

	"popscope/sim"
)

// talk turns what the two sides do into segments, and counts as TCP does.
type talk struct {
	out  []packet
	port uint16
	ends map[sim.Side]*end
}

// end is one side of a connection, in octets from its first; opening and
// closing take one number each.
type end struct {
	initial uint32 // sequence number of the SYN
	sent    int    // octets
	closed  bool
	acked   int // of the other side's octets (and close), acknowledged
	waiting int // segments of the other side's since then
}

// newTalk begins connection number index of a file. The initial sequence
// numbers are different for each, and the same every time.
func newTalk(index int) *talk {
	n := uint32(index + 1)
	return &talk{
		port: firstPort + uint16(index%(65536-firstPort)),
		ends: map[sim.Side]*end{
			sim.Client: {initial: n * 0x01F2_3A5B},
			sim.Server: {initial: n * 0x2B67_1C3D},
		},
	}
}

func other(s sim.Side) sim.Side {
	if s == sim.Client {
		return sim.Server
	}
	return sim.Client
}

// ask is the first of the three segments that open a connection; shake are the
// other two.
func (t *talk) ask(at time.Duration, comment string) {
	seq := t.ends[sim.Client].initial
	t.out = append(t.out, packet{at, segment{from: sim.Client, port: t.port, seq: seq, flags: syn, comment: comment}})
}

func (t *talk) shake(at time.Duration) {
	client, server := t.ends[sim.Client].initial, t.ends[sim.Server].initial
	t.out = append(t.out,
		packet{at, segment{from: sim.Server, port: t.port, seq: server, ack: client + 1, flags: syn | ack}},
		packet{at, segment{from: sim.Client, port: t.port, seq: client + 1, ack: server + 1, flags: ack}},
	)
}

// resume shows where the numbers of both sides stand in a connection that nobody
// saw open, so that what is missing from there on can be counted.
func (t *talk) resume(at time.Duration) {
	t.put(moment{at: at, from: sim.Client}, ack, nil)
	t.put(moment{at: at, from: sim.Server}, ack, nil)
}

// refuse is the answer of a host on which nobody listens at the port (RFC 9293
// section 3.10.7.1).
func (t *talk) refuse(at time.Duration, comment string) {
	t.out = append(t.out, packet{at, segment{
		from: sim.Server, port: t.port, ack: t.ends[sim.Client].initial + 1, flags: rst | ack, comment: comment,
	}})
}

// do makes the segments of a moment. An acknowledgement that says nothing new
// is not sent.
func (t *talk) do(m moment) {
	me, you := t.ends[m.from], t.ends[other(m.from)]
	if m.gap > 0 {
		me.sent += m.gap
		return
	}
	seen := you.sent
	if you.closed {
		seen++
	}
	if m.from == sim.Server {
		seen = min(seen, m.seen)
	}
	news := seen > me.acked
	me.acked = max(me.acked, seen)
	switch {
	case m.flags&rst != 0:
		t.put(m, rst|ack, nil)
		return
	case m.flags&fin != 0:
		if !me.closed {
			t.put(m, fin|ack, nil)
			me.closed = true
		}
		return
	case len(m.data) == 0:
		if news || m.flags == ack {
			t.put(m, ack, nil)
		}
		return
	}
	for data := m.data; len(data) > 0 && !me.closed; {
		n := min(len(data), maxSegment)
		flags := byte(ack)
		if n == len(data) {
			flags |= psh
		}
		t.put(m, flags, data[:n])
		m.comment = ""
		me.sent += n
		data = data[n:]
		if you.waiting++; you.waiting == 2 && m.from == sim.Server {
			t.do(moment{at: m.at, from: sim.Client}) // every second segment is acknowledged at once
		}
	}
}

// put adds a segment of m's sender.
func (t *talk) put(m moment, flags byte, data []byte) {
	me, you := t.ends[m.from], t.ends[other(m.from)]
	seq := me.initial + 1 + uint32(me.sent)
	if me.closed {
		seq++
	}
	me.waiting = 0
	t.out = append(t.out, packet{m.at, segment{
		from: m.from, port: t.port, seq: seq, ack: you.initial + 1 + uint32(me.acked), flags: flags, data: data, comment: m.comment,
	}})
}
