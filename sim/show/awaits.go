package show

import "popscope/sim"

// Awaited is what a client waits for, for whoever answers it.
type Awaited struct {
	Conn   int      `json:"conn"`
	Line   string   `json:"line"`             // that is to be answered, without CRLF; "" for the greeting
	Asks   string   `json:"asks,omitempty"`   // what its command asks for: "asks for …"
	Begins []string `json:"begins"`           // how a yes begins: "+OK"
	Fields []string `json:"fields"`           // tokens that follow it in the first line, SPACE between them: keys into Tables.Glossary
	Then   string   `json:"then,omitempty"`   // what follows that line, in words; "": nothing
	Refuse string   `json:"refuse,omitempty"` // why the answer has to be no; "": nothing that was said forbids a yes
	Why    *Cite    `json:"why,omitempty"`
}

// Awaiting is what the clients of a session wait for.
type Awaiting struct {
	Clients []Awaited `json:"clients"`
}

// AwaitingOf makes it ready for the page.
func AwaitingOf(all []sim.Awaited) Awaiting {
	out := Awaiting{Clients: []Awaited{}}
	for _, a := range all {
		out.Clients = append(out.Clients, Awaited{
			Conn: a.Conn, Line: a.Line, Asks: a.Asks, Begins: append([]string{}, a.Begins...), Fields: append([]string{}, a.Fields...), Then: a.Then, Refuse: a.Refuse, Why: CiteOf(a.Why),
		})
	}
	return out
}
