package sim

import (
	"fmt"
	"slices"

	"popscope/sim/wire"
)

// auditLine looks at the form of a client's line.
func (t *Tap) auditLine(c *tapped, l wire.Line, cmd parsed, seq int) {
	if !cmd.goes && l.Size > t.profile.LineLimit {
		t.breach(c, LongCommand, Client, seq, fmt.Sprintf("The command line has %s; %d are allowed.", plural(l.Size, "octet"), t.profile.LineLimit),
			"A server need not keep more than that of a line, and may take the rest for another command.")
	}
	if l.Fault == wire.EndsInLF {
		t.breach(c, BareLF, Client, seq, "The command line ends in LF alone, without CR.",
			"A line ends with two octets, CR and LF. Many servers put up with LF alone, but none has to.")
	}
	if cmd.row != nil && !cmd.goes && c.audit.stamp == unstamped && cmd.row.digests() {
		t.breach(c, StampMissed, Client, seq, "The client sends "+cmd.keyword+", but the greeting has no timestamp.",
			"The digest is made of the timestamp and the secret that both share. A server that knows "+cmd.keyword+" puts a timestamp in its greeting, in angle brackets; where there is none, it does not know "+cmd.keyword+".")
	}
}

// digests reports whether the command carries a digest of the greeting's
// timestamp.
func (c *Command) digests() bool {
	return slices.ContainsFunc(c.Args, func(a Arg) bool { return a.Token == wire.Digest })
}

// auditYes looks whether the server says yes where it must say no. It comes
// before the reply has changed anything.
func (t *Tap) auditYes(c *tapped, a answer, sent int) {
	w := &c.watch
	if a.row == nil || a.command.goes || !a.message.Reply.Positive {
		return
	}
	if !a.row.in(w.state) {
		if c.adrift {
			t.replace(c, a, sent) // nobody saw how the session came to where it is: the server knows
			return
		}
		t.breach(c, YesInState, Server, sent, fmt.Sprintf("The server says yes to %s in the %s state.", a.command.keyword, w.state),
			"In this state the command is not allowed, and a server has to refuse it.")
		c.adrift = true
		return
	}
	t.auditOrder(c, a, sent)
	t.auditArguments(c, a, sent)
	for _, arg := range a.row.Args {
		if arg.Kind == MessageNum {
			if n, ok := wire.Number(a.command.argument(arg.Token)); ok {
				t.auditNumber(c, n, sent)
			}
		}
	}
}

// auditOrder looks whether the server lets a client in who has not said who it
// is, or not proved it.
func (t *Tap) auditOrder(c *tapped, a answer, sent int) {
	switch {
	case a.row.After != "" && c.audit.opened != a.row.After && !c.adrift:
		t.breach(c, YesOutOfOrder, Server, sent, fmt.Sprintf("The server says yes to %s, which may only come directly behind a yes to %s.", a.command.keyword, a.row.After),
			a.row.After+" says whose maildrop it is. After a no to "+a.command.keyword+", too, a client begins anew with it.")
	case c.audit.stamp == unstamped && a.row.digests():
		t.breach(c, YesUnstamped, Server, sent, fmt.Sprintf("The server says yes to %s, but its greeting had no timestamp.", a.command.keyword),
			"The digest is made of the timestamp and the shared secret. Without a timestamp it can prove nothing.")
	case a.early():
		t.breach(c, YesTooEarly, Server, sent, fmt.Sprintf("The server says yes to %s before anything was exchanged.", a.command.keyword),
			"A challenge begins with a plus sign and a SPACE; +OK would mean that the client is logged in, and it has proved nothing yet. Nobody can tell what the server means.")
	}
}

// early reports whether a command's exchange ends before the client has said
// anything in it.
func (a answer) early() bool {
	n := a.command.given()
	return a.row != nil && a.row.Exchange != nil && !a.row.Exchange.Dotted && !a.command.goes && n < len(a.row.Args) && !a.command.bare() &&
		a.message.Reply.Positive && !a.message.Reply.Goes
}

// auditArguments looks whether the server says yes to a command that lacks an
// argument. The fault is the client's.
func (t *Tap) auditArguments(c *tapped, a answer, sent int) {
	n := a.command.given()
	if n >= len(a.row.Args) || a.row.Args[n].Optional || a.command.bare() {
		return
	}
	t.breach(c, NoArgument, Client, a.asked, fmt.Sprintf("The client's %s lacks an argument, and the server says yes all the same.", a.command.keyword),
		"It is written "+a.row.Usage()+". What a server makes of it otherwise, no document says.")
}

// auditNumber looks whether a message may be named that the server says yes to.
func (t *Tap) auditNumber(c *tapped, n, sent int) {
	w := &c.watch
	switch {
	case n < 1 || c.audit.sure && w.count >= 0 && n > w.count:
		t.breach(c, YesToNothing, Server, sent, fmt.Sprintf("The server says yes to message %d, but there is no such message.", n),
			fmt.Sprintf("It said before that there %s; their numbers begin at 1.", thereAre(max(w.count, 0))))
	case slices.Contains(w.gone, n):
		t.breach(c, YesToNothing, Server, sent, fmt.Sprintf("The server says yes to message %d, which it has moved elsewhere.", n),
			"No message has that number any more in this session.")
	case marked(w.marked, n):
		t.breach(c, YesToDeleted, Server, sent, fmt.Sprintf("The server says yes to message %d, which is marked as deleted.", n),
			"Once DELE has marked a message, every command that names it has to be refused, until RSET or the end of the session.")
	}
}

// marked reports whether a number is in a list that is in order.
func marked(list []int, n int) bool {
	_, ok := slices.BinarySearch(list, n)
	return ok
}
