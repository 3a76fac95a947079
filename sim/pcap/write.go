package pcap

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"popscope/sim"
)

// Options say how a session is written.
type Options struct {
	Port    uint16       // that the server listens on; 0: 110, POP3's
	Began   time.Time    // at virtual time 0; zero: 1970
	Comment string       // on the file as a whole; "" for none
	Explain *sim.Profile // comment each packet with what it brings about, told by this table; nil: do not
}

// firstPort is the client's port in the first connection of a file; the next
// connection has the next (RFC 6335 section 6: from here on anybody's).
const firstPort = 49152

// Write makes a pcapng file of a session's Events: each connection with
// handshake, sequence numbers, acknowledgements, checksums and close, at its
// virtual times, as the client's host sees it. What the client sends is there
// when it is sent; what the server sends, when it arrives. Octets that never
// arrived are not there. Events that know nothing of arriving (a Tap's) count
// as seen when sent.
func Write(events []sim.Event, o Options) []byte {
	if o.Port == 0 {
		o.Port = 110
	}
	var packets []packet
	for i, c := range conversations(events, o) {
		packets = append(packets, c.packets(i)...)
	}
	// Within a connection they are in order of time, and stay in their order.
	slices.SortStableFunc(packets, func(a, b packet) int { return cmp.Compare(a.at, b.at) })
	var w ngWriter
	w.begin(o)
	ids := map[sim.Side]uint16{}
	for _, p := range packets {
		ids[p.from]++
		w.packet(clock(o.Began, p.at), p.frame(o.Port, ids[p.from]), p.comment)
	}
	return w.out
}

// packet is a segment with its time.
type packet struct {
	at time.Duration
	segment
}

// comments gives for each event of octets what it and all that it brought
// about say, in the canonical sentences.
func comments(events []sim.Event, p *sim.Profile) map[int]string {
	told := map[int]string{}
	if p == nil {
		return told
	}
	steps := map[int][]string{}
	for _, e := range events {
		switch e.Kind {
		case sim.Opened, sim.Hangup, sim.Broken:
			told[e.Seq] = p.Narrate(e)
		case sim.Sent, sim.Arrived, sim.TCP:
		default:
			steps[e.Step] = append(steps[e.Step], p.Narrate(e))
		}
		if e.Kind == sim.Replied && e.Explain != "" {
			steps[e.Step] = append(steps[e.Step], e.Explain)
		}
	}
	for _, e := range events {
		if e.Kind == sim.Sent {
			told[e.Seq] = strings.Join(append([]string{p.Narrate(e)}, steps[e.Step]...), "\n")
			delete(steps, e.Step) // a step with several messages tells it once
		}
	}
	return told
}
