package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/scenario"
)

// ada's maildrop has what makes trouble: dots, no final CRLF, 8-bit octets,
// NUL, nothing at all, and the same message twice.
var ada = sim.Mailbox{Name: "ada", Password: "a secret", Messages: [][]byte{
	[]byte("Subject: one\r\n\r\nfirst\r\n.second\r\n.\r\n"),
	[]byte("Subject: two\n\nno final line end"),
	[]byte("Subject: three\r\n\r\nj\xf6rg \x00 \xff\r\n"),
	{},
	[]byte("Subject: one\r\n\r\nfirst\r\n.second\r\n.\r\n"),
	[]byte("only a header\r\n"),
}}

var bob = sim.Mailbox{Name: "bob", Password: "tanstaaf", Messages: [][]byte{}}

func world(latency time.Duration) *sim.World {
	return sim.NewWorld(pop3.Profile, sim.Scenario{
		Protocol: "POP3", Host: "dewey.example", Seed: 7, Epoch: 697170952, Latency: latency,
		Mailboxes: []sim.Mailbox{ada, bob},
	})
}

// way is how a client gets along with a protocol.
type way struct {
	login []string   // opens ada's maildrop
	empty []string   // opens bob's
	then  []string   // goes on behind the login, to the end of the session
	other [][]string // sessions through states that lie beside this way
	hides []sim.Kind // what does not show on the wire, so that no Tap can tell
}

// ways are those of all protocols, by name. Commands are not listed here: they
// are drawn from the tables.
var ways = map[string]way{
	"POP1": {
		login: []string{"USER ada", "PASS a secret", "RETR ada"},
		empty: []string{"USER bob", "PASS tanstaaf", "RDEL bob"},
		then:  []string{"RCEV", "RCVD", "RDEL work", "RECV", "RCVD", "RDEL mailbox", "RCEV", "RCVD", "QUIT"},
		other: [][]string{{"USER nobody"}},
		// The mail goes as a whole, and nobody says how many messages it was.
		hides: []sim.Kind{sim.Removed},
	},
	"POP2": {
		login: []string{`HELO ada a\ secret`},
		empty: []string{"HELO bob tanstaaf"},
		then:  []string{"READ", "RETR", "ACKD", "RETR", "ACKS", "READ 6", "RETR", "NACK", "QUIT"},
		// Not through notices: whether a mailbox may be changed cannot be seen on
		// the wire, for ACKD is answered alike.
		other: [][]string{{`HELO ada a\ secret`, "READ 1", "RETR", "ACKD", "FOLD work", "READ", "RETR", "ACKD", "READ", "FOLD INBOX", "READ 0", "RETR"}},
	},
	"POP3": {
		login: []string{"USER ada", "PASS a secret"},
		empty: []string{"USER bob", "PASS tanstaaf"},
		then:  []string{"RETR 1", "DELE 1", "DELE 6", "QUIT"},
		other: [][]string{
			{"AUTH PLAIN AGFkYQBhIHNlY3JldA=="},
			{"AUTH PLAIN", "AGFkYQBhIHNlY3JldA=="},
			{"AUTH LOGIN", "YWRh", "YSBzZWNyZXQ="},
			{"AUTH SCRAM-SHA-1", "*"},
			{"STLS"},
			{"UTF8", "LANG de"},
			{"USER ada", "RPOP ada"},
			{"USER ada", "PASS a secret", "RETR 2", "DELE 1", "LAST", "XTND BBOARDS", "XTND BBOARDS work", "DELE 1", "LIST", "XTND X-BBOARDS work", "XTND ARCHIVE work", "LAST", "QUIT"},
		},
	},
	"POP4": {
		login: []string{"USER ada", "PASS a secret"},
		empty: []string{"USER bob", "PASS tanstaaf"},
		then: []string{"CFLD x", "MOVE x 1 3", "COPY work 2 4", "STOR", "..", ".", "XSET 2 seen draft", "DELE 6", "SFLD work", "MOVE x 2",
			"RENF work y", "MOVF y x", "SFLD x", "XPRT 1 0", "QUIT"},
		other: [][]string{{"USER ada", "PASS a secret", "SFLD notices", "MOVE x 1", "DELE 1", "SFLD work"}},
	},
}

// lab is a protocol under test, as a service has it: its table, and the way
// through it.
type lab struct {
	*sim.Profile
	way
	variant
	stages [][]string // lines that bring a session somewhere: each beginning of each way
}

// world has folders too, for the protocols that know such.
func (l lab) world(latency time.Duration) *sim.World {
	box := ada
	box.Folders = []sim.Folder{
		{Name: "work", Messages: [][]byte{[]byte("Subject: a\n\nb\n"), {}}},
		{Name: "work/archive", Messages: [][]byte{[]byte("Subject: old\n\nd\n")}},
		{Name: "notices", ReadOnly: true, Messages: [][]byte{[]byte("Subject: c\n\n.\n")}},
	}
	return sim.NewWorld(l.Profile, sim.Scenario{
		Protocol: l.Name, Host: "dewey.example", Seed: 7, Epoch: 697170952, Latency: latency,
		Service: l.service, Mailboxes: []sim.Mailbox{box, bob},
	})
}

// labs are all protocols: each as it is by itself, with everything that can be
// asked for, and so in its older revisions.
func labs(t testing.TB) []lab {
	t.Helper()
	var all []lab
	for _, p := range scenario.Profiles() {
		w, ok := ways[p.Name]
		if !ok {
			t.Fatalf("how does one log in to %s? Say so in ways", p.Name)
		}
		for _, v := range variants(p) {
			l := lab{way: w, variant: v, stages: [][]string{nil}}
			var err error
			if l.Profile, err = p.For(v.service); err != nil {
				t.Fatal(err)
			}
			for _, lines := range append([][]string{slices.Concat(w.login, w.then), w.empty}, w.other...) {
				for n := range lines {
					l.stages = append(l.stages, lines[:n+1])
				}
			}
			all = append(all, l)
		}
	}
	return all
}

// variant is one way in which a protocol's server can be.
type variant struct {
	title   string
	service sim.Service
}

func variants(p *sim.Profile) []variant {
	all := []variant{{p.Name, sim.Service{}}}
	var options []string
	for _, c := range p.AllCapabilities() {
		if c.Option {
			options = append(options, c.Tag)
		}
	}
	if len(options) > 0 {
		all = append(all, variant{p.Name + " with all", sim.Service{With: options}})
	}
	for _, r := range p.Revisions[:max(len(p.Revisions)-1, 0)] {
		all = append(all, variant{p.Name + " of " + r.Name, sim.Service{Revision: r.Name, With: options}})
	}
	return all
}

// each runs a test for every protocol.
func each(t *testing.T, test func(t *testing.T, l lab)) {
	t.Helper()
	for _, l := range labs(t) {
		t.Run(l.title, func(t *testing.T) { test(t, l) })
	}
}

// check runs a property for every protocol.
func check(t *testing.T, property func(t *rapid.T, l lab)) {
	t.Helper()
	each(t, func(t *testing.T, l lab) {
		rapid.Check(t, func(t *rapid.T) { property(t, l) })
	})
}

// command is a line as a learner, a fool or an attacker may type it: made from
// the table, so that new commands are drawn as soon as they exist.
func (l lab) command() *rapid.Generator[string] {
	var keywords []string
	for _, c := range l.AllCommands() {
		keywords = append(keywords, c.Keyword)
	}
	known := slices.Concat(append([][]string{l.login, l.login, l.then, l.empty}, l.other...)...)
	keyword := rapid.SampledFrom(keywords)
	word := rapid.SampledFrom([]string{"1", "2", "3", "6", "7", "0", "99999999999999999999", "-1", "x", "ada", "bob", "work", "a secret", "tanstaaf", "", " ", strings.Repeat("y", 41)})
	return rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 9).Draw(t, "sort") {
		case 0:
			k := keyword.Draw(t, "keyword")
			return rapid.SampledFrom([]string{"", " ", "XYZZY", "\x00", strings.ToLower(k), k + "S", strings.Repeat("N", 300), k + "\x0b", strings.ToLower(k) + " now", "N\xd6\xd6P"}).Draw(t, "odd")
		case 1, 2:
			return rapid.SampledFrom(known).Draw(t, "known")
		}
		line := keyword.Draw(t, "keyword")
		for range rapid.IntRange(0, 2).Draw(t, "arguments") {
			line += " " + word.Draw(t, "argument")
		}
		return line
	})
}

// commands are lines one after the other; they may begin by going somewhere.
func (l lab) commands(most int) *rapid.Generator[[]string] {
	return rapid.Custom(func(t *rapid.T) []string {
		return slices.Concat(rapid.SampledFrom(l.stages).Draw(t, "stage"), rapid.SliceOfN(l.command(), 0, most).Draw(t, "commands"))
	})
}

// inputs are what may happen to a World, one after the other.
func (l lab) inputs() *rapid.Generator[[]sim.Input] {
	letters := []byte(l.Commands[0].Keyword + l.login[0] + "\r\n\r\n 1.")
	return rapid.Custom(func(t *rapid.T) []sim.Input {
		list := []sim.Input{{Conn: 1, From: sim.Client, Kind: sim.Open}}
		for _, c := range rapid.SampledFrom(l.stages).Draw(t, "stage") {
			list = append(list, line(0, 1, c))
		}
		if rapid.Bool().Draw(t, "wait") {
			list = append(list, sim.Input{Kind: sim.Rest})
		}
		var at time.Duration
		for range rapid.IntRange(0, 12).Draw(t, "inputs") {
			at += time.Duration(rapid.SampledFrom([]int{0, 0, 1, 20, 40, 1000, 700_000}).Draw(t, "ms")) * time.Millisecond
			conn := rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "conn")
			switch rapid.IntRange(0, 13).Draw(t, "what") {
			case 0:
				list = append(list, sim.Input{At: at, Conn: conn, From: sim.Client, Kind: sim.Open})
			case 1:
				list = append(list, sim.Input{At: at, Conn: conn, From: sim.Client, Kind: sim.Close})
			case 2:
				list = append(list, sim.Input{At: at, Kind: sim.Deliver, Mailbox: "ada", Data: []byte("Subject: new\n\nnews")})
			case 3:
				list = append(list, sim.Input{At: at, Kind: sim.Wait})
			case 4, 5:
				list = append(list, sim.Input{At: at, Kind: sim.Rest})
			case 6:
				octets := rapid.SliceOfN(rapid.SampledFrom(letters), 1, 8).Draw(t, "octets")
				list = append(list, sim.Input{At: at, Conn: conn, From: sim.Client, Kind: sim.Octets, Data: octets})
			case 7:
				list = append(list, fault(at, conn).Draw(t, "fault"))
			default:
				list = append(list, line(at, conn, l.command().Draw(t, "command")))
			}
		}
		return append(list, sim.Input{Kind: sim.Rest})
	})
}

// fault is something that goes wrong on purpose.
func fault(at time.Duration, conn int) *rapid.Generator[sim.Input] {
	return rapid.Custom(func(t *rapid.T) sim.Input {
		in := sim.Input{
			At: at, Conn: conn,
			Kind:  rapid.SampledFrom([]sim.InputKind{sim.Cut, sim.Pause, sim.Lose, sim.Latency, sim.Segment, sim.Fill, sim.Busy, sim.Hold}).Draw(t, "kind"),
			From:  rapid.SampledFrom([]sim.Side{sim.Client, sim.Server}).Draw(t, "from"),
			Delay: rapid.SampledFrom([]time.Duration{0, 30 * time.Millisecond, 2 * time.Second}).Draw(t, "delay"),
		}
		in.N = rapid.SampledFrom([]int{0, 1, 3, 50}).Draw(t, "n")
		return in
	})
}

func line(at time.Duration, conn int, text string) sim.Input {
	return sim.Input{At: at, Conn: conn, From: sim.Client, Kind: sim.Octets, Data: []byte(text + "\r\n")}
}

func play(m sim.Machine, list []sim.Input) *sim.Log {
	l := sim.NewLog(m)
	for _, in := range list {
		l.Append(in)
	}
	return l
}

// facts are what is true of a session however its octets were cut, and however
// its events are numbered: for each connection, in order.
func facts(events []sim.Event, kinds ...sim.Kind) string {
	var b strings.Builder
	for conn := 1; conn <= 2; conn++ {
		for _, kind := range kinds {
			for _, e := range events {
				if e.Conn == conn && e.Kind == kind {
					fmt.Fprintf(&b, "%d %s %s %s %v %q %s>%s %s #%d whole=%v %v\n", conn, e.Side, e.Kind, e.Keyword, e.OK, text(e), e.Old, e.New, e.Mailbox, e.Message, e.Whole, e.Facts)
				}
			}
		}
	}
	return b.String()
}

// text leaves out what a machine says of itself.
func text(e sim.Event) string {
	if e.Kind == sim.Fault {
		return ""
	}
	return e.Text
}

// stream are the octets that one side of a connection sent, and their labels.
func stream(events []sim.Event, conn int, from sim.Side) (octets []byte, labels []string) {
	for _, e := range events {
		if e.Conn != conn || e.Side != from || e.Kind != sim.Sent {
			continue
		}
		for _, s := range e.Spans {
			labels = append(labels, fmt.Sprintf("%d+%d %s", len(octets)+s.Off, s.Len, s.Token))
		}
		octets = append(octets, e.Octets...)
	}
	return octets, labels
}
