package pcap

import (
	"fmt"
	"strings"
)

// packets is "1 packet" or "2,340 packets".
func packets(n int) string { return count(n, "packet") }

// count is "1 word" or "2,340 words".
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return number(n) + " " + word + "s"
}

// who names an end.
func (c *connection) who(end int) string {
	if end == c.client {
		return "client"
	}
	return "server"
}

// notes are what must be known of a connection.
func (c *connection) notes(s *story) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if !c.whole() {
		add("it was open already when the capture began; what was said before is not in the file.")
	}
	for i, g := range s.gaps {
		if s.begun[i] > 0 {
			add("the packet with which the %s opened it is not in the file: nobody knows what it said before packet %s.", c.who(i), number(s.begun[i]))
		}
		switch {
		case g.count == 0:
		case !c.heard(i):
			add("no packet of the %s's is in the file. That it sent %s the other side's acknowledgements show.", c.who(i), count(int(s.gone[i]), "octet"))
		case g.count == 1:
			add("the file lacks %s that the %s sent; packet %s shows it.", count(int(s.gone[i]), "octet"), c.who(i), number(g.first))
		default:
			add("the file lacks %s that the %s sent, in %s places; packet %s shows the first of them.", count(int(s.gone[i]), "octet"), c.who(i), number(g.count), number(g.first))
		}
	}
	tell := func(o oddity, format string) {
		if o.count > 0 {
			add(format, packets(o.count), number(o.first))
		}
	}
	tell(s.thrown, "left out: %s with a wrong checksum (the first is packet %s), which the receiver throws away (RFC 9293 section 3.1); what was sent for it has a right one.")
	tell(s.early, "by their acknowledgement numbers %s came later than packets that stand behind in the file (the first is packet %s): shown in that order.")
	tell(s.again, "%s brought octets again that were there already (the first is packet %s); these are shown once.")
	tell(s.other, "%s brought other octets than had come for the same place (the first is packet %s); those that came first are shown.")
	tell(s.mixed, "%s overtook others (the first is packet %s); what they bring is shown in its order.")
	tell(s.probes, "not shown: %s of one octet that only tried whether the other side was still there (the first is packet %s).")
	tell(c.unfit, "left out: %s with numbers that do not belong to it (the first is packet %s).")
	if s.beyond {
		add("more than %s octets were sent one way; the rest is left out.", number(MaxOctets))
	}
	switch packet, how := c.begins(s); {
	case packet == 0:
	case how == invited:
		add("after STLS it is encrypted by TLS: from packet %s on nobody can read it.", number(packet))
	case how == unheard:
		add("packet %s begins TLS; whether the two had agreed on it is not in the file.", number(packet))
	case how == askedBefore:
		add("packet %s begins TLS. The client had said STLS, and more behind it in the clear.", number(packet))
	default:
		add("packet %s begins TLS, which nobody has agreed on. On port %d a client says STLS before (RFC 2595 section 4); TLS from the first octet is for port 995 (RFC 8314 section 3.1).", number(packet), c.ends[1-c.client].port)
	}
	return append(out, c.endNotes(s)...)
}

// heard reports whether there is a packet of a side's in the file.
func (c *connection) heard(side int) bool {
	for i := range c.pieces {
		if c.pieces[i].from == side {
			return true
		}
	}
	return false
}

// endNotes are what must be known of the end of a connection.
func (c *connection) endNotes(s *story) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	e := &s.ending
	if e.vain.count > 0 {
		add("%s (the first is packet %s) would cut it off, but its sender went on all the same.", count(e.vain.count, "TCP reset"), number(e.vain.first))
	}
	switch {
	case e.how == refused:
		add("packet %s refuses it with a TCP reset: nobody accepts connections to %s.", number(e.packet), c.ends[1-c.client])
	case e.how == unanswered && c.refused != nil:
		add("it did not come about: packet %s, from %s, says that %s cannot be reached (ICMP).", number(c.refused.packet), c.refused.by, c.refused.what)
	case e.how == unanswered:
		add("no answer to the client's %s is in the file: no connection came about as far as it shows.", count(e.asked, "SYN"))
	case e.how == reset:
		add("packet %s, of the %s's, cuts it off (a TCP reset).", number(e.packet), c.who(e.by))
	case e.how == notYet:
		add("it was still open when the capture ended.")
	case e.reset > 0:
		add("packet %s is a TCP reset; the %s had closed before, with packet %s.", number(e.reset), c.who(e.by), number(e.packet))
	case e.fins[0] == 0 || e.fins[1] == 0:
		add("only the %s's close, packet %s, is in the file.", c.who(e.by), number(e.packet))
	}
	if e.how == closed && e.after > 0 {
		add("after the %s had closed its side, with packet %s, the %s sent %s more; the close is shown behind them.", c.who(e.by), number(e.packet), c.who(1-e.by), count(int(e.after), "octet"))
	}
	return out
}

// maxKinds is how many kinds of packets that are left out are told apart.
const maxKinds = 10

// notes are what must be known of the file as a whole.
func (r *reader) notes() []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	t := &r.tcp
	if o := t.digger.fragments.unfinished(); o.count > 0 {
		t.odd.put(string(unfinished), o)
	}
	for i, word := range t.odd.words {
		if i == maxKinds {
			add("Packets of %s more kinds are left out.", number(len(t.odd.words)-i))
			break
		}
		o := t.odd.of[word]
		add("%s left out (the first is packet %s): %s.", packets(o.count), number(o.first), word)
	}
	if n := len(t.others.words); n > 0 {
		var parts []string
		sum := 0
		for i, word := range t.others.words {
			sum += t.others.of[word].count
			if i < maxKinds {
				parts = append(parts, fmt.Sprintf("%s (%s)", word, number(t.others.of[word].count)))
			}
		}
		if n > maxKinds {
			parts = append(parts, "and others")
		}
		add("%s left out, without TCP: %s.", packets(sum), strings.Join(parts, ", "))
	}
	if t.crowd.count > 0 {
		add("%s left out (the first is packet %s): of further TCP connections than the first %s.", packets(t.crowd.count), number(t.crowd.first), number(maxTracked))
	}
	if t.cut.count > 0 {
		add("Of %s the program that made the file did not keep every octet (the first is packet %s). It can be told to (tcpdump -s 0).", packets(t.cut.count), number(t.cut.first))
	}
	if r.back.count > 0 {
		add("The clock of the capture goes back at %s (the first is packet %s): each is shown when it came, and what must have come behind another, not before that.", packets(r.back.count), number(r.back.first))
	}
	if r.broken != "" {
		add("The file is read up to %s. What follows is left out.", r.broken)
	}
	return out
}

// put adds many at once.
func (t *tally) put(word string, o oddity) {
	t.add(word, o.first)
	t.of[word].count += o.count - 1
}
