package pop3

import (
	"fmt"

	"popscope/sim"
)

// browse is the errand "headers first".
type browse struct {
	lines   int // of the body to look at
	largest int // octets of the largest message to fetch; 0: any

	step     int
	messages []int
	sizes    map[int]int // never changed
	tops     int         // TOPs answered with a message
	refused  bool        // the server has no TOP
}

func (b *browse) more(a *agent) {
	b.step++
	if b.step == 2 && !a.offer.may("TOP") {
		b.step, b.refused = 3, true
	}
	switch b.step {
	case 1:
		a.queue = []string{"LIST"}
	case 2:
		if len(b.messages) == 0 {
			a.empty()
			return
		}
		a.fetch(fmt.Sprintf("TOP %%d %d", b.lines), b.messages)
		a.note("The client looks at the top of each message before it fetches any.")
	case 3:
		b.choose(a)
	}
}

// choose queues the messages that are not too large.
func (b *browse) choose(a *agent) {
	var fetch []int
	for _, n := range b.messages {
		if b.largest == 0 || b.sizes[n] <= b.largest {
			fetch = append(fetch, n)
		}
	}
	a.fetch("RETR %d", fetch)
	if b.refused && len(b.messages) > 0 {
		a.note("The server has no TOP: the client cannot look before it fetches.")
	}
	if len(fetch) < len(b.messages) {
		a.note(fmt.Sprintf("By the sizes in LIST the client fetches %d of %s, and leaves what has more than %d octets.",
			len(fetch), count(len(b.messages)), b.largest))
	}
}

func (b *browse) hear(a *agent, h *sim.Heard) {
	switch h.Keyword {
	case "LIST":
		b.sizes = map[int]int{}
		for _, f := range h.Facts {
			b.messages = append(b.messages, f.Message)
			b.sizes[f.Message] = f.Octets
		}
	case "TOP":
		switch {
		case h.Reply.Positive:
			b.tops++
		case b.tops == 0:
			b.refused, a.queue = true, nil // it would be the same for all
		}
	case "RETR":
		a.arrived(h)
	}
}

func (b *browse) left() {}

// memory is empty: the client looks at everything anew.
func (b *browse) memory() sim.Memory { return sim.Memory{} }

func (b *browse) clone() errand {
	c := *b // what is in its lists and its map is never changed
	return &c
}
