package pcap

import "time"

// how a connection ended.
type how int

const (
	notYet     how = iota
	closed         // in order
	reset          // torn down by a TCP reset
	refused        // by a reset in answer to the SYN: nobody is there
	unanswered     // nothing but SYNs is in the file
)

// ending is how and when a connection ended, as far as the file tells.
type ending struct {
	how    how
	by     int // index into ends
	at     time.Duration
	packet int    // that ended it
	asked  int    // SYNs
	fins   [2]int // packets with which each side closed; 0: it did not
	reset  int    // packet of a reset after the connection was closed; 0: none
	vain   oddity // resets whose sender went on all the same
	after  int64  // octets that the other side sent after the first close
}

// finOf is the piece with which a side closed, -1 if it did not.
func (c *connection) finOf(from int) int {
	for i := range c.pieces {
		if p := &c.pieces[i]; p.from == from && p.flags&fin != 0 && p.flags&rst == 0 {
			return i
		}
	}
	return -1
}

// end works out how a connection ended. What was said counts as said before,
// for a segment may have been on its way.
func (c *connection) end(s *story) ending {
	var e ending
	lasts := [2]int{-1, -1} // the last piece of each side that is no reset
	onlySYNs, onlyResets := true, true
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.flags&rst == 0 {
			lasts[p.from] = i
			if p.from == c.client {
				onlySYNs = onlySYNs && p.flags&(syn|ack) == syn
			} else {
				onlyResets = false
			}
		} else if p.from == c.client {
			onlySYNs = false
		}
		if p.flags&(syn|ack) == syn {
			e.asked++
		}
	}
	onlySYNs = onlySYNs && e.asked > 0
	first, cut := -1, -1
	for from := range e.fins {
		if i := c.finOf(from); i >= 0 {
			e.fins[from] = c.pieces[i].packet
			if first < 0 || i < first {
				first = i
			}
		}
	}
	for i := range c.pieces {
		switch p := &c.pieces[i]; {
		case p.flags&rst == 0:
		case i < lasts[p.from] && !onlySYNs:
			e.vain.add(p.packet)
		case cut < 0:
			cut = i
		}
	}
	switch {
	case onlySYNs && onlyResets && cut >= 0:
		e.how, first = refused, cut
	case onlySYNs && onlyResets:
		e.how = unanswered
		return e
	case first >= 0 && (cut < 0 || first < cut):
		e.how = closed
		if cut >= 0 {
			e.reset = c.pieces[cut].packet
		}
	case cut >= 0:
		e.how, first = reset, cut
	default:
		return e
	}
	p := &c.pieces[first]
	e.by, e.at, e.packet = p.from, p.at, p.packet
	for _, x := range s.said {
		e.at = max(e.at, x.at) // the other side may have gone on for a while
		if x.piece > first && x.from != e.by {
			e.after += int64(len(x.octets)) + max(x.missing, 0)
		}
	}
	return e
}
