package sim

import (
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// veil is how much of a connection TLS hides.
type veil int

const (
	bared  veil = iota // nothing
	due                // nothing yet, but both have agreed on TLS
	vain               // what the client says: it has begun TLS, and the server has not
	veiled             // all
)

// surely is how many octets of a hello there must be where nobody has agreed on
// TLS.
const surely = 3

// hidden notes octets that TLS hides, and reports whether it does.
func (t *Tap) hidden(c *tapped, in Input) bool {
	switch {
	case c.veil == due && (in.From == Client && wire.TLSHello(in.Data) || wire.TLSAlert(in.Data)):
		c.veil = veiled
	case c.veil == vain && in.From == Server && c.watch.idle() && wire.TLSRecord(in.Data):
		c.veil = veiled
	}
	if c.veil != veiled && (c.veil != vain || in.From == Server) {
		return false
	}
	t.ciphertext(c, in.From, in.Data)
	return true
}

func (t *Tap) ciphertext(c *tapped, from Side, octets []byte) int {
	t.rec.step++
	return t.add(c, Event{Kind: Sent, Side: from, Octets: octets, Spans: []wire.Span{{Off: 0, Len: len(octets), Token: wire.Ciphertext}}, Cause: -1})
}

// hello notes that a client begins TLS where a line may begin, and nobody has
// agreed on it, and reports whether it does.
func (t *Tap) hello(c *tapped, data []byte) bool {
	l := &c.line
	if c.veil != bared || l.torn || l.rim || c.retold || l.size >= surely || c.watch.exchanging() != nil {
		return false
	}
	whole := append(l.kept[:l.size:l.size], data...)
	if len(whole) < surely || !wire.TLSHello(whole) {
		return false
	}
	rest := whole[l.shown:]
	c.veil, c.line = vain, typed{}
	c.watch.hailed, c.watch.hello = true, t.ciphertext(c, Client, rest)
	t.unagreed(c)
	return true
}

// cutRecord cuts what a server says before it answers a hello in TLS from that.
func cutRecord(p []byte) (said, record []byte) {
	for i := 1; i+surely <= len(p); i++ {
		if p[i-1] == '\n' && wire.TLSRecord(p[i:]) {
			return p[:i], p[i:]
		}
	}
	return p, nil
}

// idle reports whether nothing has come of the next reply.
func (w *watcher) idle() bool { return len(w.dec.Rest()) == 0 && !w.dec.Begun() }

// unagreed says that a client has begun TLS where the server speaks in the clear,
// as soon as both is certain. STLS may have been said unheard, or not be answered
// yet.
func (t *Tap) unagreed(c *tapped) {
	w := &c.watch
	if c.veil != vain || c.blamed || !w.greeted || c.adrift || c.lags || w.asked.last() != nil && w.asked.last().Effect == SecureLine {
		return
	}
	c.blamed = true
	t.add(c, Event{
		Kind: Fault, Side: Client, Cause: w.hello, Text: "The client begins TLS, but the server speaks in the clear.", Why: rfc.Ref{Doc: 2595, Section: "4"},
		Explain: "On this port the two agree on TLS first, with STLS; TLS from the first octet has a port of its own, 995 (RFC 8314 section 3.1). The server takes these octets for commands, and can make nothing of them.",
	})
}
