package pop3

import (
	"fmt"
	"time"

	"popscope/sim"
)

// download is the errand "download and delete".
type download struct {
	step     int
	count    int
	messages []int
	told     bool // the learner knows why DELE comes so late
}

func (d *download) more(a *agent, _ time.Duration) string {
	d.step++
	switch d.step {
	case 1:
		a.queue = []string{"STAT"}
	case 2:
		if d.count == 0 {
			return "The maildrop is empty: the client has nothing to do."
		}
		a.queue = []string{"LIST"}
	case 3:
		a.fetch("RETR %d", d.messages)
	}
	return ""
}

func (d *download) hear(a *agent, h sim.Heard) (note string) {
	switch h.Keyword {
	case "STAT":
		for _, f := range h.Facts {
			d.count = f.Count
		}
	case "LIST":
		d.messages, _ = listed(h.Facts)
	case "RETR":
		n := a.arrived(h)
		if n == 0 {
			return declined(h)
		}
		a.mark(n)
		if !d.told {
			d.told = true
			return fmt.Sprintf("Message %d is here, to its termination octet, and kept safe: only now does the client ask to delete it.", n)
		}
	case "DELE":
		if !h.Reply.Positive {
			return h.Line + " is refused: the message stays in the maildrop, and the client will fetch it again."
		}
	}
	return ""
}

func (d *download) left(bool) {}

// memory is empty: what is deleted need not be known again.
func (d *download) memory() sim.Memory { return sim.Memory{} }

func (d *download) clone() errand {
	c := *d // what is in messages is never changed
	return &c
}
