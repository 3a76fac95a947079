package sim_test

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
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

// command is a line as a learner, a fool or an attacker may type it: made from
// the table, so that new commands are drawn as soon as they exist.
func command() *rapid.Generator[string] {
	var keywords []string
	for _, c := range pop3.Profile.AllCommands() {
		keywords = append(keywords, c.Keyword)
	}
	word := rapid.SampledFrom([]string{"1", "2", "3", "6", "7", "0", "99999999999999999999", "-1", "x", "ada", "bob", "a secret", "tanstaaf", "", " ", strings.Repeat("y", 41)})
	return rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 9).Draw(t, "sort") {
		case 0:
			return rapid.SampledFrom([]string{"", " ", "XYZZY", "\x00", "stat", "STATS", strings.Repeat("N", 300), "LIST\x0b", "quit now", "N\xd6\xd6P"}).Draw(t, "odd")
		case 1:
			return "USER ada"
		case 2:
			return "PASS a secret"
		}
		line := rapid.SampledFrom(keywords).Draw(t, "keyword")
		for range rapid.IntRange(0, 2).Draw(t, "arguments") {
			line += " " + word.Draw(t, "argument")
		}
		return line
	})
}

// inputs are what may happen to a World, one after the other.
func inputs() *rapid.Generator[[]sim.Input] {
	return rapid.Custom(func(t *rapid.T) []sim.Input {
		list := []sim.Input{{Conn: 1, From: sim.Client, Kind: sim.Open}}
		var at time.Duration
		if rapid.Bool().Draw(t, "log in") {
			list = append(list, line(0, 1, "USER ada"), line(0, 1, "PASS a secret"), sim.Input{Kind: sim.Rest})
		}
		for range rapid.IntRange(0, 12).Draw(t, "inputs") {
			at += time.Duration(rapid.SampledFrom([]int{0, 0, 1, 20, 40, 1000, 700_000}).Draw(t, "ms")) * time.Millisecond
			conn := rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "conn")
			switch rapid.IntRange(0, 12).Draw(t, "what") {
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
				octets := rapid.SliceOfN(rapid.SampledFrom([]byte("NOP\r\n RETR1.")), 1, 8).Draw(t, "octets")
				list = append(list, sim.Input{At: at, Conn: conn, From: sim.Client, Kind: sim.Octets, Data: octets})
			default:
				list = append(list, line(at, conn, command().Draw(t, "command")))
			}
		}
		return append(list, sim.Input{Kind: sim.Rest})
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
