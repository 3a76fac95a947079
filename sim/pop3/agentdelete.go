package pop3

import (
	"fmt"

	"popscope/sim"
)

// download is the errand "download and delete".
type download struct {
	step     int
	count    int
	messages []int
	told     bool // the learner knows why DELE comes so late
}

func (d *download) more(a *agent) {
	d.step++
	switch {
	case d.step == 1:
		a.queue = []string{"STAT"}
	case d.step == 2 && d.count == 0:
		a.empty()
	case d.step == 2:
		a.queue = []string{"LIST"}
	case d.step == 3:
		a.fetch("RETR %d", d.messages)
	}
}

func (d *download) hear(a *agent, h *sim.Heard) {
	switch h.Keyword {
	case "STAT":
		for _, f := range h.Facts {
			d.count = f.Count
		}
	case "LIST":
		for _, f := range h.Facts {
			d.messages = append(d.messages, f.Message)
		}
	case "RETR":
		n := a.arrived(h)
		if n == 0 {
			return
		}
		a.mark(n)
		if !d.told {
			d.told = true
			a.note(fmt.Sprintf("Message %d is here, to its termination octet, and kept safe: only now does the client ask to delete it.", n))
		}
	case "DELE":
		a.unmarked(h)
	}
}

func (d *download) left() {}

// memory is empty: what is deleted need not be known again.
func (d *download) memory() sim.Memory { return sim.Memory{} }

func (d *download) clone() errand {
	c := *d // what is in messages is never changed
	return &c
}
