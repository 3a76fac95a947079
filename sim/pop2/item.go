package pop2

import (
	"popscope/sim"
	"popscope/sim/wire"
)

// size is how long message n is; 0 if there is none, or it is empty, or marked
// as deleted.
func size(s *sim.Session, n int) int {
	if n < 1 || n > s.Count() || s.Marked(n) {
		return 0
	}
	return len(s.Message(n).Raw)
}

// read is action 6.
func read(s *sim.Session, v sim.Values) sim.Reply {
	if v.Given(0) {
		s.Own = v.Numbers[0]
	}
	return length(size(s, current(s)))
}

// retr is action 7.
func retr(s *sim.Session, _ sim.Values) sim.Reply {
	if size(s, current(s)) == 0 {
		return sim.Reply{
			Count: -1, Mute: true, Close: true, Why: under(serverTable),
			Explain: "RETR asks for a message that is not there: =0 said so. What a server would send now is the message's octets, and there are none, so it closes without a word.",
		}
	}
	return sim.Reply{OK: true, Count: -1, Body: wire.Whole(s.Message(current(s)).Raw)}
}

// acks, ackd and nack are action 8.
func acks(s *sim.Session, _ sim.Values) sim.Reply { return next(s) }

func ackd(s *sim.Session, _ sim.Values) sim.Reply {
	if !s.Writable() {
		r := next(s)
		r.Explain = "The mailbox is open for reading only, so nothing is marked. The reply is the same as if it were."
		return r
	}
	s.Mark(current(s))
	r := next(s)
	r.Explain = "The message is only marked. It goes when the mailbox is released, at FOLD or QUIT, and until then no other message gets its number."
	return r
}

func nack(s *sim.Session, _ sim.Values) sim.Reply { return length(size(s, current(s))) }

// next makes the next message the current one.
func next(s *sim.Session) sim.Reply {
	s.Own = current(s) + 1
	return length(size(s, current(s)))
}
