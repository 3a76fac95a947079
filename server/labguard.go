package main

import (
	"fmt"
	"time"

	"popscope/sim"
	"popscope/sim/wire"
)

// labGuard is the Guard of one connection: it hangs up on who speaks another
// protocol, or none, and makes who guesses passwords wait.
type labGuard struct {
	lab    *lab
	drops  *labCopy
	client string // the address
	lines  int    // seen before the login
	idle   int    // of those, no commands
	failed int    // attempts to log in
	wait   time.Duration
}

// Meet hangs up on strangers. See sim.Guard.
func (g *labGuard) Meet(l wire.Line, row *sim.Command, against sim.Refusal) *sim.Reply {
	g.lines++
	if what := stranger(string(l.Text), row, against, g.lines == 1); what != "" {
		return g.hangUp(fmt.Sprintf("this port speaks %s, and this is %s", g.lab.profile.Name, what),
			"The line belongs to another protocol. A server for mail that went on reading could be made to obey what a web page, behind a browser's back, sends it.")
	}
	if g.lab.limits.Unknown == 0 || !noCommand(against) {
		return nil
	}
	if g.idle++; g.idle < g.lab.limits.Unknown {
		return nil
	}
	return g.hangUp(fmt.Sprintf("%d lines before the login were no commands, and that is the limit here", g.idle),
		"Whoever has so much to say and nothing that the server knows is no client of this protocol.")
}

// Login makes the reply wait, and the copy worth keeping. See sim.Guard.
func (g *labGuard) Login(name string, in bool) {
	g.wait = g.lab.guesses.tried(g.client, name, in, g.failed)
	if in {
		g.drops.entered = true
	} else {
		g.failed++
	}
}

// owed is for how long what the Session has just said must wait.
func (g *labGuard) owed() time.Duration {
	wait := g.wait
	g.wait = 0
	return wait
}

func (g *labGuard) hangUp(text, explain string) *sim.Reply {
	g.lab.log.Warn("hung up on a stranger", "client", g.client, "why", text)
	return &sim.Reply{Count: -1, Close: true, Text: text, Explain: explain}
}

// noCommand reports whether a line was refused because it is no command at all.
func noCommand(r sim.Refusal) bool {
	return r == sim.NoSuchCommand || r == sim.EmptyLine || r == sim.NotPrintable || r == sim.LineTooLong
}
