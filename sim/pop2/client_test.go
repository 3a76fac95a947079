package pop2

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/wire"
)

// clientDecisions is the Client Decision Table of RFC 937, as printed on its
// page 20.
const clientDecisions = `
          |            STATE                 |
   -------+----------------------------------|
   INPUT  | CALL | NMBR | SIZE | XFER | EXIT |
   -------+----------------------------------|
   Greet  |  2   |  1   |  1   |  1   |  6   |
   -------+----------------------------------|
   #NNN   |  1   |  3   |  1   |  1   |  6   |
   -------+----------------------------------|
   =CCC   |  1   |  1   |  4   |  1   |  6   |
   -------+----------------------------------|
   data   |  1   |  1   |  1   |  5   |  6   |
   -------+----------------------------------|
   + Bye  |  1   |  1   |  1   |  1   |  6   |
   -------+----------------------------------|
   Close  |  1   |  1   |  1   |  1   |  6   |
   -------+----------------------------------|
   other  |  1   |  1   |  1   |  1   |  6   |
   -------+----------------------------------|
   Timeout|  1   |  1   |  1   |  1   |  6   |
   -------+----------------------------------|
`

var text = strings.Repeat("x", 10)

// heard are the inputs of the table, as a client is told of them.
var heard = map[string]sim.Heard{
	"Greet":   {Reply: wire.Reply{Indicator: "+", Positive: true, Count: -1, Text: "POP2 mail.example.org"}},
	"#NNN":    {Reply: wire.Reply{Indicator: "#", Positive: true, Count: 2}},
	"=CCC":    {Reply: wire.Reply{Indicator: "=", Positive: true, Count: len(text)}},
	"data":    {Reply: wire.Reply{Positive: true, Count: -1, Data: []byte(text)}},
	"+ Bye":   {Reply: wire.Reply{Indicator: "+", Positive: true, Count: -1, Text: "Bye"}},
	"Close":   {Closed: true},
	"other":   {Reply: wire.Reply{Indicator: "-", Count: -1, Text: "error"}},
	"Timeout": {Late: true},
}

// client is a program that acts by the table, in a state.
func client(d sim.Device, agent string, inputs ...string) *reader {
	d.User, d.Password = "ada", "sesame"
	for _, row := range agents {
		if row.Name == agent {
			r := row.New(d, sim.Memory{}).(*reader)
			for _, in := range inputs {
				r.Next(heard[in])
			}
			return r
		}
	}
	return nil
}

// ways are the inputs that bring the client to a state.
var ways = map[sim.State][]string{
	Call: {}, Nmbr: {"Greet"}, Size: {"Greet", "#NNN"}, Xfer: {"Greet", "#NNN", "=CCC"}, Exit: {"other"},
}

// Every cell of the Client Decision Table.
func TestClientDecisionTable(t *testing.T) {
	all := cells(t, clientDecisions)
	if len(all) != 8*5 {
		t.Fatalf("%d cells", len(all))
	}
	for _, c := range all {
		want := map[string]struct {
			line  string
			state sim.State
		}{
			"1": {"QUIT", Exit}, "2": {"HELO ada sesame", Nmbr}, "3": {"READ", Size},
			"4": {"RETR", Xfer}, "5": {"ACKS", Size}, "6": {"", Exit},
		}[c.action]
		r := client(sim.Device{}, "download and keep", ways[c.state]...)
		if r.state != c.state {
			t.Fatalf("the way to %s leads to %s", c.state, r.state)
		}
		m := r.Next(heard[c.input])
		if got := strings.Join(m.Lines, " "); got != want.line || r.state != want.state || m.Close != (c.action == "6") {
			t.Errorf("%s in %s is action %s; the client says %q, closes %v, and is in %s", c.input, c.state, c.action, got, m.Close, r.state)
		}
	}
}

// The ways out of an action, where the table has more than one.
func TestClientActions(t *testing.T) {
	count := func(indicator string, n int) sim.Heard {
		return sim.Heard{Reply: wire.Reply{Indicator: indicator, Positive: true, Count: n}}
	}
	greeting := func(says string) sim.Heard {
		h := heard["Greet"]
		h.Reply.Text = says
		return h
	}
	short := sim.Heard{Reply: wire.Reply{Positive: true, Data: []byte(text[1:])}}
	folder := sim.Device{Folder: `back\slash and space`}
	const keep, remove = "download and keep", "download and delete"
	for _, c := range []struct {
		action string
		client *reader
		hears  sim.Heard
		says   string
		state  sim.State
	}{
		{"2a, without a host", client(sim.Device{}, keep), greeting("POP2"), "HELO ada sesame", Nmbr},
		{"2b", client(sim.Device{}, keep), greeting("POP3 server ready"), "QUIT", Exit},
		{"3a", client(sim.Device{}, keep, "Greet"), count("#", 1), "READ", Size},
		{"3b", client(sim.Device{}, keep, "Greet"), count("#", 0), "QUIT", Exit},
		{"3c", client(folder, keep, "Greet"), count("#", 0), `FOLD back\\slash and space`, Nmbr},
		{"3a, in its folder", client(folder, keep, "Greet", "#NNN"), count("#", 1), "READ", Size},
		{"4b, the last", client(sim.Device{}, keep, "Greet", "#NNN", "=CCC", "data", "=CCC", "data"), count("=", 0), "QUIT", Exit},
		{"4c", client(sim.Device{}, keep, "Greet", "#NNN"), count("=", 0), "READ 2", Size},
		{"5a", client(sim.Device{}, keep, ways[Xfer]...), heard["data"], "ACKS", Size},
		{"5b", client(sim.Device{}, remove, ways[Xfer]...), heard["data"], "ACKD", Size},
		{"5c", client(sim.Device{}, remove, ways[Xfer]...), short, "NACK", Size},
	} {
		if m := c.client.Next(c.hears); strings.Join(m.Lines, " ") != c.says || c.client.state != c.state {
			t.Errorf("action %s: %q, %s", c.action, m.Lines, c.client.state)
		}
	}
}

// A message that is not what was announced is asked for once more, and not
// twice. It is never acknowledged.
func TestClientAsksAgain(t *testing.T) {
	short := sim.Heard{Reply: wire.Reply{Positive: true, Data: []byte("x")}}
	r := client(sim.Device{}, "download and delete", ways[Xfer]...)
	var said []string
	for _, h := range []sim.Heard{short, heard["=CCC"], heard["data"], heard["=CCC"], short, heard["=CCC"], short, heard["Close"]} {
		said = append(said, r.Next(h).Lines...)
	}
	if got := strings.Join(said, " "); got != "NACK RETR ACKD RETR NACK RETR QUIT" {
		t.Errorf("the client says %s", got)
	}
}

// What the client is told to remember it remembers: POP2 has nothing of its own
// by which a message could be known again.
func TestClientMemory(t *testing.T) {
	old := sim.Memory{Known: []sim.Known{{UniqueID: "a"}}}
	r := agents[0].New(sim.Device{}, old)
	c := r.Clone()
	r.Next(heard["Greet"])
	if len(r.Memory().Known) != 1 || c.(*reader).state != Call {
		t.Errorf("%+v, and its copy %+v", r, c)
	}
}

func TestQuote(t *testing.T) {
	for plain, want := range map[string]string{
		"sesame": "sesame", "open sesame": `open\ sesame`, `a\b`: `a\\b`, "a.b;c": "a.b;c", "\x07": "\\\x07", `\ `: `\\\ `,
	} {
		if got := quote(plain); got != want {
			t.Errorf("%q is written %q, should be %q", plain, got, want)
		}
	}
}

// The arrows of the Client State Diagram, page 17, and no others lead from one
// state to another. The acknowledgments are one arrow there.
func TestClientStateDiagram(t *testing.T) {
	want := map[string]bool{
		"CALL HELO NMBR": true, "CALL QUIT EXIT": true,
		"NMBR FOLD NMBR": true, "NMBR READ SIZE": true, "NMBR QUIT EXIT": true,
		"SIZE READ SIZE": true, "SIZE FOLD NMBR": true, "SIZE RETR XFER": true, "SIZE QUIT EXIT": true,
		"XFER ACKS SIZE": true, "XFER ACKD SIZE": true, "XFER NACK SIZE": true,
	}
	for _, e := range Profile.ClientEdges() {
		arrow := string(e.From) + " " + e.Label + " " + string(e.To)
		if !want[arrow] {
			t.Errorf("nobody has drawn %s", arrow)
		}
		delete(want, arrow)
	}
	for arrow := range want {
		t.Errorf("%s is missing", arrow)
	}
}
