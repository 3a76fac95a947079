package sim

import (
	"slices"

	"popscope/sim/wire"
)

// question is a line that waits for its reply.
type question struct {
	line wire.Line
	seq  int  // of the event that sent it
	lost bool // not all of it was heard: nobody knows what it asks

	unsure bool // whether the reply that seems to answer it does, nobody knows
}

// ends reports whether the line is a termination octet.
func (q question) ends() bool { return string(q.line.Octets) == ".\r\n" }

// questions are those that wait, first come, first served. All that is asked of
// them often costs the same however many they are.
type questions struct {
	list  []question
	taken int      // how many stood before list
	ends  int      // how many in list are termination octets
	end   int      // where the first of them stands, counted from the first question of all
	known *Command // the last command asked that the table knows
	at    int      // where it stands, counted alike
	mover int      // how many there have been up to the last that may lead to another state
}

func (q *questions) clone() questions {
	c := *q
	c.list = slices.Clip(q.list)
	return c
}

// add puts a question behind the others; row is the command that it is, nil if
// it is none that the table knows.
func (q *questions) add(x question, row *Command) {
	at := q.taken + len(q.list)
	if row != nil {
		q.known, q.at = row, at
	}
	if x.ends() {
		if q.ends == 0 {
			q.end = at
		}
		q.ends++
	}
	q.list = append(q.list, x)
}

// drop takes the first n away.
func (q *questions) drop(n int) {
	n = min(n, len(q.list))
	for _, x := range q.list[:n] {
		if x.ends() {
			q.ends--
		}
	}
	q.list, q.taken = q.list[n:], q.taken+n
	if q.ends > 0 && q.end < q.taken {
		q.end = q.taken + slices.IndexFunc(q.list, question.ends)
	}
}

// text is how many lines of a text stand before the termination octet that ends
// it; -1 if none does.
func (q *questions) text() int {
	if q.ends == 0 {
		return -1
	}
	return q.end - q.taken
}

// last is the last command that the table knows and that waits for its reply.
func (q *questions) last() *Command {
	if q.at < q.taken {
		return nil
	}
	return q.known
}
