package show

import "popscope/sim"

// Typing is what becomes of a line that is typed in the past, as the client.
type Typing struct {
	Instead string `json:"instead,omitempty"` // the message whose place it takes, as an Event's Label; empty: it takes none
	Program bool   `json:"program,omitempty"` // that message is a program's, which does no more from there
	Waits   bool   `json:"waits,omitempty"`   // it waits for what the server says
	Reply   string `json:"reply,omitempty"`   // the message whose reply it waits for, as a Label; empty: it waits for the greeting
}

// TypingOf makes a Place ready for the page.
func TypingOf(l *sim.Log, p sim.Place) Typing {
	out := Typing{Waits: p.Waits}
	if p.Instead >= 0 {
		out.Instead = label(l.Events()[p.Instead])
		out.Program = !l.Said(l.Events()[p.Instead])
	}
	if p.Awaited >= 0 {
		out.Reply = label(l.Events()[p.Awaited])
	}
	return out
}
