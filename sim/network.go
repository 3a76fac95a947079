package sim

import (
	"slices"
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// parcel is something on its way from one end of a connection to the other:
// a TCP segment.
type parcel struct {
	due    time.Duration
	conn   int
	to     Side
	kind   segmentKind
	octets []byte
	spans  []wire.Span // of octets
	clear  bool        // the client sent it before it knew that TLS begins
	cause  int

	keyword string  // of the message that the octets belong to
	why     rfc.Ref // of that message
}

// segmentKind says what a TCP segment is for.
type segmentKind int

const (
	text   segmentKind = iota
	syn                // the client asks for a connection
	synAck             // the server agrees
	ack                // the client confirms: the connection is established
	fin                // one end has nothing more to say
	finAck             // nor has the other
	cut                // not a segment: this is where the line ends
)

// line is the state of the wire of one connection.
type line struct {
	toServer, toClient direction
}

// direction is one of the two ways of a line.
type direction struct {
	left int           // octets that still come through before the line breaks; -1: all
	held time.Duration // nothing arrives before
	lost time.Duration // how much later the next segment comes, because it is lost at first
}

func newLine() line {
	return line{direction{left: -1}, direction{left: -1}}
}

// toward is the way to a side.
func (l *link) toward(to Side) *direction {
	if to == Server {
		return &l.line.toServer
	}
	return &l.line.toClient
}

// finished is what the TCP of an end says that has heard that the other has
// nothing more to say, and has nothing more either.
const finished = "FIN, ACK"

// mostSegments is into how many segments one message is divided.
const mostSegments = 4096

// transmit puts the octets of a message on their way, in segments. What a
// client sends before there is a connection, its TCP keeps until there is one.
func (w *World) transmit(l *link, to Side, e Event) {
	if to == Server && !l.ready {
		l.backlog = append(l.backlog[:len(l.backlog):len(l.backlog)], e)
		return
	}
	d := l.toward(to)
	octets, spans := e.Octets, e.Spans
	// Of a long message the segments are larger than was asked for: a hundred thousand say no more than thousands.
	least := (len(octets) + mostSegments - 1) / mostSegments
	for from := 0; len(octets) > 0 && d.left != 0; {
		n := len(octets)
		if w.segment > 0 {
			n = min(n, max(w.segment, least))
		}
		if d.left > 0 {
			n = min(n, d.left)
			d.left -= n
		}
		head, rest := spansAt(spans, from, n)
		w.post(parcel{conn: l.id, to: to, kind: text, octets: octets[:n:n], spans: head, clear: !l.client.watch.tls, cause: e.Seq, keyword: e.Keyword, why: e.Why})
		octets, spans, from = octets[n:], rest, from+n
		if d.left == 0 {
			w.post(parcel{conn: l.id, to: to, kind: cut, cause: e.Seq})
		}
	}
}

// spansAt gives the labels of the n octets from an offset on, and all labels
// that the octets after those may have.
func spansAt(spans []wire.Span, from, n int) (head, rest []wire.Span) {
	for i, s := range spans {
		start, end := max(s.Off, from), min(s.Off+s.Len, from+n)
		if start < end || s.Len == 0 && s.Off <= from+n {
			head = append(head, wire.Span{Off: start - from, Len: end - start, Token: s.Token})
		}
		if s.Off+s.Len > from+n {
			return head, spans[i:]
		}
	}
	return head, nil
}

// cutSpans divides the labels of octets after the first n.
func cutSpans(spans []wire.Span, n int) (head, rest []wire.Span) {
	if n == 0 {
		return nil, spans
	}
	for _, s := range spans {
		if end := s.Off + s.Len; end <= n {
			head = append(head, s)
			continue
		}
		if s.Off < n {
			head = append(head, wire.Span{Off: s.Off, Len: n - s.Off, Token: s.Token})
			s.Len, s.Off = s.Off+s.Len-n, n
		}
		s.Off -= n
		rest = append(rest, s)
	}
	return head, rest
}

// post puts a parcel on its way. What was sent first arrives first.
func (w *World) post(p parcel) {
	d := w.link(p.conn).toward(p.to)
	p.due = max(w.now+w.latency+d.lost, d.held)
	d.lost, d.held = 0, p.due
	i := len(w.flight)
	for i > 0 && w.flight[i-1].due > p.due {
		i--
	}
	w.flight = slices.Insert(w.flight, i, p)
}

// forget takes what is still under way on a connection off the network.
func (w *World) forget(l *link) {
	w.flight = slices.DeleteFunc(w.flight, func(p parcel) bool { return p.conn == l.id })
}

// arrive hands a parcel over.
func (w *World) arrive(p parcel) {
	l := w.link(p.conn)
	switch {
	case p.kind == cut:
		w.sever(l, p.cause)
	case p.kind == text && p.to == Client:
		w.reach(l, p)
	case p.kind == text:
		cause := p.cause
		if !w.over(l) {
			cause = w.arrived(p)
		}
		if p.clear && l.session.TLS {
			return // TLS has begun here: what still comes in the clear is thrown away (RFC 2595 section 4)
		}
		w.serveAll(l, Input{At: w.now, From: Client, Kind: Octets, Data: p.octets}, cause)
	default:
		w.handshake(l, p)
	}
}

// handshake is TCP's own talk, to open and to close a connection (RFC 9293
// sections 3.5 and 3.6).
func (w *World) handshake(l *link, p parcel) {
	tell := func(says string, answer segmentKind) {
		seq := w.rec.add(Event{Kind: TCP, Side: p.to, Conn: l.id, At: w.now, Cause: p.cause, Text: says})
		if answer != text {
			w.post(parcel{conn: l.id, to: p.to.other(), kind: answer, cause: seq})
		}
	}
	switch {
	case p.kind == syn:
		tell("SYN, ACK", synAck)
	case p.kind == synAck && l.open:
		tell("ACK", ack)
		l.ready = true
		for _, e := range l.backlog {
			w.transmit(l, Server, e)
		}
		l.backlog = nil
	case p.kind == ack:
		w.serveAll(l, Input{At: w.now, From: Client, Kind: Open}, p.cause)
	case p.kind == fin && p.to == Client && l.open:
		l.open = false
		tell(finished, finAck)
		w.tell(l, []Heard{{Closed: true}}, p.cause)
	case p.kind == fin && (p.to == Client || w.over(l)):
		tell("ACK", text) // both have closed at once: each has sent its own FIN already
	case p.kind == fin:
		w.serve(l, Input{At: w.now, From: Client, Kind: Close}, p.cause)
		tell(finished, finAck)
	case p.kind == finAck:
		tell("ACK", text)
	}
}

// arrived records that octets have come through.
func (w *World) arrived(p parcel) int {
	return w.rec.add(Event{
		Kind: Arrived, Side: p.to, Conn: p.conn, At: w.now, Cause: p.cause,
		Keyword: p.keyword, Octets: p.octets, Spans: p.spans, Why: p.why,
	})
}

// serveAll lets the server end act until it has no more to say.
func (w *World) serveAll(l *link, in Input, cause int) {
	w.serve(l, in, cause)
	for l.session.Pending() {
		w.serve(l, Input{At: w.now, Kind: Wait}, cause)
	}
}

// reach lets the client end read.
func (w *World) reach(l *link, p parcel) {
	if !l.open {
		return
	}
	cause := w.arrived(p)
	events, heard := l.client.receive(p.octets)
	for _, e := range events {
		e.Conn, e.At, e.Cause = l.id, w.now, cause
		e.Item = w.item(l, e.Message)
		w.rec.add(e)
	}
	w.tell(l, heard, cause)
}
